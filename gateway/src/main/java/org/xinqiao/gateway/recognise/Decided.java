package org.xinqiao.gateway.recognise;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.xinqiao.contracts.message.Decision;
import org.xinqiao.contracts.message.Outcome;
import org.xinqiao.gateway.authenticate.AboutMessage;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.permit.Permitted;
import org.xinqiao.trust.document.AgreementClass;

/**
 * A decided recognition, before the filter.
 *
 * @param permitted the case
 * @param decisions one a benefit in question
 * @param policy digest of the rules used
 */
public record Decided(Permitted permitted, List<Decision> decisions, String policy)
        implements AboutMessage {
    /** Keeps its own copy. */
    public Decided {
        decisions = List.copyOf(decisions);
    }

    @Override
    public Authentic message() {
        return permitted.message();
    }

    /** The classes of the benefits that apply. */
    public List<AgreementClass> opened() {
        Set<String> granted =
                decisions.stream()
                        .filter(decision -> decision.outcome() == Outcome.BENEFIT)
                        .map(Decision::benefit)
                        .collect(Collectors.toSet());
        var agreement = permitted.facts().asked().code().agreement();
        return permitted.facts().benefits().stream()
                .filter(benefit -> granted.contains(benefit.id()))
                .flatMap(benefit -> agreement.classNumbered(benefit.classNumber()).stream())
                .toList();
    }

    /** Whether any benefit applies. */
    public boolean anyBenefit() {
        return decisions.stream().anyMatch(decision -> decision.outcome() == Outcome.BENEFIT);
    }
}
