package org.xinqiao.gateway.ledger;

import org.xinqiao.contracts.problem.Refusal;

/**
 * A notice could not be signed, so neither it nor its cause is written: the transaction rolls back.
 * The refusal is its cause.
 */
public final class NotSealed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    NotSealed(Refusal refusal) {
        super("a notice could not be sealed", refusal);
        this.refusal = refusal;
    }

    /** Why not. */
    Refusal refusal() {
        return refusal;
    }
}
