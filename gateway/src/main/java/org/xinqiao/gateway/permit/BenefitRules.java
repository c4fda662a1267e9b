package org.xinqiao.gateway.permit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.AgreementClass;
import org.xinqiao.trust.document.Benefit;

/** Which benefits a question is about (protocol, section 5). */
public final class BenefitRules {
    private BenefitRules() {}

    /**
     * The host's published benefits under the agreement and purpose.
     *
     * @param asked ids; empty means all of the purpose
     * @throws Refusal {@code benefit-unknown} if one asked for does not exist, or none is left
     */
    public static List<Benefit> decide(
            List<String> asked,
            NodeId host,
            String purpose,
            Agreement agreement,
            TrustSnapshot snapshot)
            throws Refusal {
        List<Benefit> candidates = new ArrayList<>();
        for (String id : asked) {
            candidates.add(
                    snapshot.benefit(id)
                            .filter(benefit -> benefit.node().equals(host))
                            .orElseThrow(() -> unknown(id)));
        }
        if (asked.isEmpty()) {
            candidates.addAll(snapshot.benefitsOf(host));
        }
        List<Benefit> left =
                candidates.stream()
                        .filter(benefit -> servesPurpose(benefit, agreement, Set.of(purpose)))
                        .toList();
        if (left.isEmpty()) {
            throw unknown(asked.isEmpty() ? purpose : String.join(",", asked));
        }
        return left;
    }

    /** Whether the benefit hangs on a class of the agreement that is for one of the purposes. */
    public static boolean servesPurpose(
            Benefit benefit, Agreement agreement, Set<String> purposes) {
        return benefit.agreement() == agreement.number()
                && agreement
                        .classNumbered(benefit.classNumber())
                        .map(AgreementClass::purpose)
                        .filter(purposes::contains)
                        .isPresent();
    }

    private static Refusal unknown(String benefit) {
        return new Refusal(ProblemType.BENEFIT_UNKNOWN, "benefit", benefit);
    }
}
