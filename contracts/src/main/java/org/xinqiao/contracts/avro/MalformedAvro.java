package org.xinqiao.contracts.avro;

/** Bytes that are not what their schema says. It names the rule, never the value. */
public final class MalformedAvro extends Exception {
    private static final long serialVersionUID = 1L;

    /** Breaks this rule. */
    public MalformedAvro(String rule) {
        super(rule, null, false, false);
    }
}
