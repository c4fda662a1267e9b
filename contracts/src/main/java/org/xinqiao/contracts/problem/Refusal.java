package org.xinqiao.contracts.problem;

import java.util.Map;

/**
 * The one checked refusal: what was asked is not done, and this says why.
 *
 * <p>It carries a {@link ProblemType} and facts about the case. Only the facts that the type names
 * as safe ever leave the node; none may hold an identity number. It has no stack trace: a refusal
 * is an outcome, not a fault of the program, and attackers must not be able to make it expensive.
 */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient Map<String, String> facts;

    /** A refusal with facts. */
    public Refusal(ProblemType type, Map<String, String> facts) {
        super(type.wire() + (facts.isEmpty() ? "" : " " + facts), null, false, false);
        this.type = type;
        this.facts = Map.copyOf(facts);
    }

    /** A refusal that needs no facts. */
    public Refusal(ProblemType type) {
        this(type, Map.of());
    }

    /** A refusal with one fact. */
    public Refusal(ProblemType type, String fact, String value) {
        this(type, Map.of(fact, value));
    }

    /** Which rule refused. */
    public ProblemType type() {
        return type;
    }

    /** The case's facts; {@link ProblemType#safeFacts()} says which may be shown. */
    public Map<String, String> facts() {
        return facts;
    }

    /** The problem as it may be shown to the other side. */
    public Problem problem() {
        return Problem.of(type, facts);
    }
}
