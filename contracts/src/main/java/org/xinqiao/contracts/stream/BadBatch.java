package org.xinqiao.contracts.stream;

import org.xinqiao.contracts.problem.ProblemType;

/** A batch that is not taken, and why; nothing of what stood in it is said. */
public final class BadBatch extends Exception {
    private static final long serialVersionUID = 1L;

    private final ProblemType problem;

    /** Refused by this problem; the rule is for people. */
    public BadBatch(ProblemType problem, String rule) {
        super(rule, null, false, false);
        this.problem = problem;
    }

    static BadBatch malformed(String rule) {
        return new BadBatch(ProblemType.BATCH_MALFORMED, rule);
    }

    static BadBatch differs(String rule) {
        return new BadBatch(ProblemType.BATCH_NOT_AS_SIGNED, rule);
    }

    /** The problem that a caller answers with. */
    public ProblemType problem() {
        return problem;
    }
}
