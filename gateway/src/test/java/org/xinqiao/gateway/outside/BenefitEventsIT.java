package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.FUZHOU;
import static org.xinqiao.gateway.outside.Outside.HANGZHOU;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.BenefitNotice;
import org.xinqiao.contracts.message.BenefitNotice.Event;
import org.xinqiao.contracts.message.Decision;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.RecognitionRequest;
import org.xinqiao.contracts.message.RecognitionResponse;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.reason.Reason;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a foreign host city tells of benefits, and what becomes of it at the home city. */
@ExtendWith(RunningSandbox.class)
class BenefitEventsIT {
    private static final String BENEFIT = "cn-330100/library.deposit-free";
    private static final AtomicLong SEQUENCE = new AtomicLong(1_000);

    private Outside outside;
    private Visitor visitor;

    @BeforeEach
    void connect() throws Exception {
        outside = new Outside(RunningSandbox.Running.current().file());
        visitor = new Visitor(outside, lastResident(), SignatureAlgorithm.ES256);
        visitor.consents(HANGZHOU, "library.lending");
    }

    @Test
    void limit_reachedInOneCity_holdsInEveryCity_andReturningFreesIt() throws Exception {
        MessageId request = granted();
        taken(tell(request, Event.USED, 39));
        granted();
        taken(tell(request, Event.USED, 1));
        assertThat(recognised().reason()).isEqualTo(Reason.LIMIT_REACHED.wire());
        visitor.consents(FUZHOU, "library.lending");
        assertThat(scannedInFuzhou().path("reason").stringValue()).isEqualTo("limit-reached");
        assertThat(scannedInFuzhou().path("outcome").stringValue()).isEqualTo("NO_EFFECT");

        visitor.consents(HANGZHOU, "library.lending");
        taken(tell(request, Event.RETURNED, 40));
        granted();
    }

    @Test
    void attention_countsNothing_andHarmsNothing() throws Exception {
        taken(tell(granted(), Event.ATTENTION, 1_000));
        granted();
    }

    @Test
    void event_ofAnUnknownRecognition_isRefused() throws Exception {
        var request = MessageId.random(Instant.now().toEpochMilli(), new java.util.Random());
        Outside.Answer answer = tell(request, Event.USED, 1);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("recognition-unknown");
    }

    private Outside.Answer tell(MessageId request, Event event, int quantity) throws Exception {
        var notice =
                new BenefitNotice(request, BENEFIT, event, quantity, WireTime.of(Instant.now()));
        return outside.post(
                XIAMEN,
                outside.notice(
                        SEQUENCE.incrementAndGet(), MessageType.BENEFIT_NOTICE, notice.toJson()));
    }

    private static void taken(Outside.Answer answer) throws Exception {
        assertThat(answer.status()).as(new String(answer.body())).isEqualTo(202);
        assertThat(answer.envelope().type()).isEqualTo(MessageType.RECEIPT.wire());
    }

    private MessageId granted() throws Exception {
        Envelope question = question();
        assertThat(decision(question).reason()).isEqualTo(Reason.CONDITIONS_MET.wire());
        return question.id();
    }

    private Decision recognised() throws Exception {
        return decision(question());
    }

    private Decision decision(Envelope question) throws Exception {
        Outside.Answer answer = outside.post(XIAMEN, outside.sign(question, Suite.SM));
        assertThat(answer.status()).isEqualTo(200);
        var decisions = RecognitionResponse.parse(answer.envelope().data()).decisions();
        assertThat(decisions).hasSize(1);
        return decisions.getFirst();
    }

    private Envelope question() throws Exception {
        String code = visitor.shows(visitor.pass());
        return outside.question(
                new RecognitionRequest(code, List.of(BENEFIT), "t1").toJson(), e -> e);
    }

    private JsonNode scannedInFuzhou() throws Exception {
        ObjectNode body = StrictJson.object();
        body.put("code", visitor.shows(visitor.pass()));
        body.put("purpose", "library.lending").put("terminal", "t1");
        return outside.api(FUZHOU, "counter", "POST", "/api/v1/recognitions", body.toString())
                .json()
                .path("decisions")
                .path(0);
    }

    /** One whom no other test takes: what a person holds lasts. */
    private JsonNode lastResident() {
        return outside.sandbox
                .path("residents")
                .valueStream()
                .filter(it -> it.path("node").stringValue().equals(XIAMEN.value()))
                .filter(it -> it.path("score").isNumber() && it.path("score").intValue() >= 600)
                .reduce((one, next) -> next)
                .orElseThrow();
    }
}
