package org.xinqiao.contracts.code;

/** What came in is no status list of the profile; it names the rule that is broken. */
public final class MalformedStatusList extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedStatusList(String rule) {
        super(rule, null, false, false);
    }
}
