package org.xinqiao.gateway.permit;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.ShownCode;
import org.xinqiao.gateway.ledger.ShownCodes;
import org.xinqiao.trust.document.Benefit;

/** Station 3 at the host city: the agreement holds the purpose, and the code is not used here. */
@Component
public class PermitVisit {
    private final ShownCodes shownCodes;

    /** Looks into the memory of accepted codes. */
    public PermitVisit(ShownCodes shownCodes) {
        this.shownCodes = shownCodes;
    }

    /** The permitted visit. */
    @Handler
    public Visit permit(ShownCode shown) throws Refusal {
        ChallengeRules.answersHere(shown.code(), shown.scan().challenge());
        List<String> named = shown.scan().request().benefits();
        var benefits =
                ChallengeRules.decide(
                        BenefitRules.decide(
                                named,
                                shown.trust().self(),
                                shown.scan().purpose(),
                                shown.code().agreement(),
                                shown.trust().snapshot()),
                        !named.isEmpty(),
                        shown.code());
        if (shownCodes.knows(shown.code())) {
            throw new Refusal(ProblemType.CODE_ALREADY_USED);
        }
        return new Visit(
                shown, benefits.stream().map(Benefit::id).collect(Collectors.toUnmodifiableSet()));
    }
}
