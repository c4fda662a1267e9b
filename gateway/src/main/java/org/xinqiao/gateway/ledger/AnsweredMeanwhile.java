package org.xinqiao.gateway.ledger;

/**
 * The same message came twice at once and the other one was first: its answer holds, and the effect
 * of this one is rolled back.
 */
public final class AnsweredMeanwhile extends Exception {
    private static final long serialVersionUID = 1L;

    /** Without a trace: it is thrown often, and nobody reads one. */
    public AnsweredMeanwhile() {
        super("answered meanwhile", null, false, false);
    }
}
