package org.xinqiao.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xinqiao.gateway.TestFederation.HOME;
import static org.xinqiao.gateway.TestFederation.NOW;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xinqiao.contracts.message.BenefitNotice.Event;
import org.xinqiao.contracts.message.ConsentNotice;
import org.xinqiao.contracts.message.Decision;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.Outcome;
import org.xinqiao.contracts.message.RecognitionResponse;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.people.Recognition;
import org.xinqiao.gateway.receive.EventReported;

class EventRulesTest {
    private static final MessageId REQUEST = MessageId.random(NOW.toEpochMilli(), new Random(1));
    private static final Instant GRANT_BEFORE = NOW.plusSeconds(60);

    @ParameterizedTest
    @EnumSource(Event.class)
    void event_ofABenefitThatWasBrought_isTold(Event event) throws Refusal {
        var notice = EventRules.decide(reported("good", event, NOW, NOW), visit());
        assertThat(notice.request()).isEqualTo(REQUEST);
        assertThat(notice.event()).isEqualTo(event);
        assertThat(notice.quantity()).isEqualTo(3);
        assertThat(notice.at().toInstant()).isEqualTo(NOW);
    }

    @Test
    void event_ofABenefitThatWasNotBrought_isRefused() {
        refused(reported("bad", Event.USED, NOW, NOW), visit(), ProblemType.RECOGNITION_UNKNOWN);
        refused(reported("other", Event.USED, NOW, NOW), visit(), ProblemType.RECOGNITION_UNKNOWN);
    }

    @Test
    void grant_onBothSidesOfItsTime() throws Refusal {
        Instant last = GRANT_BEFORE.minusMillis(1);
        EventRules.decide(reported("good", Event.GRANTED, NOW, last), visit());
        refused(
                reported("good", Event.GRANTED, NOW, GRANT_BEFORE),
                visit(),
                ProblemType.GRANT_TOO_LATE);
        EventRules.decide(reported("good", Event.USED, NOW, GRANT_BEFORE), visit());
    }

    @Test
    void consentThatNoLongerStands_stopsAGrant_andNoReport() throws Refusal {
        var paused = visit(ConsentNotice.State.PAUSED);
        var withdrawn = visit(ConsentNotice.State.WITHDRAWN);
        refused(reported("good", Event.GRANTED, NOW, NOW), paused, ProblemType.CONSENT_PAUSED);
        refused(
                reported("good", Event.GRANTED, NOW, NOW),
                withdrawn,
                ProblemType.CONSENT_WITHDRAWN);
        EventRules.decide(reported("good", Event.RETURNED, NOW, NOW), withdrawn);
    }

    @Test
    void time_isBetweenTheRecognitionAndNow() throws Refusal {
        Instant later = NOW.plusSeconds(5);
        EventRules.decide(reported("good", Event.USED, later, later), visit());
        refused(
                reported("good", Event.USED, later.plusMillis(1), later),
                visit(),
                ProblemType.REQUEST_MALFORMED);
        refused(
                reported("good", Event.USED, NOW.minusMillis(1), later),
                visit(),
                ProblemType.REQUEST_MALFORMED);
    }

    private static void refused(EventReported event, Recognition visit, ProblemType type) {
        assertThatThrownBy(() -> EventRules.decide(event, visit))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.type()).isEqualTo(type));
    }

    private static EventReported reported(
            String benefit, Event event, Instant happened, Instant at) {
        return new EventReported(REQUEST, benefit, event, 3, happened, at);
    }

    private static Recognition visit() {
        return visit(ConsentNotice.State.ACTIVE);
    }

    private static Recognition visit(ConsentNotice.State consent) {
        var decisions =
                List.of(
                        new Decision("good", Outcome.BENEFIT, "r", "1#1", WireTime.of(NOW)),
                        new Decision("bad", Outcome.NO_EFFECT, "r", "1#1", null));
        var response =
                new RecognitionResponse(
                        decisions,
                        WireTime.of(NOW),
                        WireTime.of(GRANT_BEFORE),
                        null,
                        null,
                        "AAAAAAAAAAA",
                        1,
                        "policy");
        return new Recognition(REQUEST, HOME, "library.lending", response, NOW, consent);
    }
}
