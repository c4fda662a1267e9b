package org.xinqiao.contracts.jose;

import org.xinqiao.contracts.problem.ProblemType;

/** Not a JWS of the profile. It says which rule it breaks, and nothing of what stood there. */
public final class MalformedJws extends Exception {
    private static final long serialVersionUID = 1L;

    private final ProblemType problem;

    MalformedJws(ProblemType problem, String rule) {
        super(rule, null, false, false);
        this.problem = problem;
    }

    /** The problem that a caller answers with. */
    public ProblemType problem() {
        return problem;
    }
}
