package org.xinqiao.gateway.authenticate;

import java.util.Map;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;

/** Refusals that name a field and its rule. */
public final class Refusals {
    private Refusals() {}

    /** A field of a message breaks a rule. */
    public static Refusal field(String field, String rule) {
        return new Refusal(ProblemType.FIELD_INVALID, Map.of("field", field, "rule", rule));
    }

    /** A field of a request to the API breaks a rule. */
    public static Refusal request(String field, String rule) {
        return new Refusal(ProblemType.REQUEST_MALFORMED, Map.of("field", field, "rule", rule));
    }
}
