package org.xinqiao.adapters.kafka;

/** No answer came in time, or the cluster took nothing; the same batch may be sent again. */
public final class NoKafkaAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    NoKafkaAnswer(String what) {
        super(what, null, false, false);
    }
}
