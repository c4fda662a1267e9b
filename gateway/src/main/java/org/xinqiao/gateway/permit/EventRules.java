package org.xinqiao.gateway.permit;

import org.xinqiao.contracts.message.BenefitNotice;
import org.xinqiao.contracts.message.Outcome;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.Refusals;
import org.xinqiao.gateway.people.Recognition;
import org.xinqiao.gateway.receive.EventReported;

/**
 * What a counter may report of a recognition (protocol, section 5). What was granted may be
 * reported on long after, also when the consent no longer stands: books come back late. Only a
 * grant needs the consent, and is in time or not at all.
 */
public final class EventRules {
    private EventRules() {}

    /**
     * The notice for the home city.
     *
     * @throws Refusal {@code recognition-unknown} if the recognition did not bring that benefit
     */
    public static BenefitNotice decide(EventReported event, Recognition recognition)
            throws Refusal {
        boolean brought =
                recognition.response().decisions().stream()
                        .anyMatch(decision ->
                                decision.benefit().equals(event.benefit())
                                        && decision.outcome() == Outcome.BENEFIT);
        if (!brought) {
            throw new Refusal(ProblemType.RECOGNITION_UNKNOWN);
        }
        if (event.event() == BenefitNotice.Event.GRANTED) {
            mayGrant(event, recognition);
        }
        if (event.happenedAt().isAfter(event.at())
                || event.happenedAt().isBefore(recognition.at())) {
            throw Refusals.request("at", "between the recognition and now");
        }
        return new BenefitNotice(
                event.request(),
                event.benefit(),
                event.event(),
                event.quantity(),
                WireTime.of(event.happenedAt()));
    }

    private static void mayGrant(EventReported event, Recognition recognition) throws Refusal {
        if (!event.at().isBefore(recognition.response().grantBefore().toInstant())) {
            throw new Refusal(ProblemType.GRANT_TOO_LATE);
        }
        switch (recognition.consent()) {
            case ACTIVE -> {}
            case PAUSED -> throw new Refusal(ProblemType.CONSENT_PAUSED);
            case WITHDRAWN -> throw new Refusal(ProblemType.CONSENT_WITHDRAWN);
        }
    }
}
