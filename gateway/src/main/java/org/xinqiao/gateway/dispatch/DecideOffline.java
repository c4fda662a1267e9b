package org.xinqiao.gateway.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.message.Decision;
import org.xinqiao.contracts.message.RecognitionResponse;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.AnswerRules;
import org.xinqiao.gateway.authenticate.AuthenticCode;
import org.xinqiao.gateway.people.PartnerLists;
import org.xinqiao.gateway.permit.OfflineRules;
import org.xinqiao.gateway.permit.Visit;
import org.xinqiao.trust.document.Benefit;

/** Station 8 without a line: decides by the pass and the status list that is held. */
@Component
public class DecideOffline {
    private final PartnerLists lists;

    /** Decides by the partners' lists of this node. */
    public DecideOffline(PartnerLists lists) {
        this.lists = lists;
    }

    /** What may be granted; {@code try-later} where that is nothing. */
    @Handler
    public RecognisedOffline decide(CutOff cutOff) throws Refusal {
        Visit visit = cutOff.asked().visit();
        AuthenticCode code = visit.shown().code();
        var snapshot = visit.shown().trust().snapshot();
        List<Benefit> benefits =
                visit.benefits().stream().flatMap(id -> snapshot.benefit(id).stream()).toList();
        Instant now = cutOff.at();
        List<Decision> granted =
                OfflineRules.decide(
                        code, benefits, lists.of(code.issuer(), code.claims().statusList()), now);
        var response =
                new RecognitionResponse(
                        granted,
                        WireTime.of(now),
                        WireTime.of(now.plus(AnswerRules.GRANT_WITHIN_MAX)),
                        null,
                        null,
                        code.claims().consentRef().wire(),
                        0,
                        OfflineRules.policy(code.agreement()));
        return new RecognisedOffline(cutOff, response, later(visit.benefits(), granted));
    }

    private static List<String> later(Set<String> asked, List<Decision> granted) {
        Set<String> decided = granted.stream().map(Decision::benefit).collect(Collectors.toSet());
        return asked.stream().filter(id -> !decided.contains(id)).sorted().toList();
    }
}
