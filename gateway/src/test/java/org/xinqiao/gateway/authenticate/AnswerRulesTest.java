package org.xinqiao.gateway.authenticate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xinqiao.gateway.TestFederation.HOME;
import static org.xinqiao.gateway.TestFederation.HOST;
import static org.xinqiao.gateway.TestFederation.NOW;
import static org.xinqiao.gateway.TestFederation.STRANGER;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.CitizenNumber;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.Pseudonym;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.message.Decision;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.Outcome;
import org.xinqiao.contracts.message.RecognitionRequest;
import org.xinqiao.contracts.message.RecognitionResponse;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.Problem;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.TestFederation;
import tools.jackson.databind.node.ObjectNode;

/** A host city believes nothing that is not the home city's own answer to its very question. */
class AnswerRulesTest {
    private static final String BENEFIT = "cn-350100/library.deposit-free";
    private static final String REF = "AAAAAAAAAAA";

    private final TestFederation federation = new TestFederation();
    private final Envelope asked = asked();
    private final byte[] askedBytes = sign(federation.key(HOST, Suite.SM), asked);

    private SigningKey key = federation.key(HOME, Suite.SM);
    private NodeId source = HOME;
    private NodeId to = HOST;
    private MessageId replyTo = asked.id();
    private byte[] digested = askedBytes;
    private Instant decidedAt = NOW;
    private Instant grantBefore = NOW.plusSeconds(60);
    private String benefit = BENEFIT;
    private String ref = REF;
    private Outcome outcome = Outcome.BENEFIT;
    private Pseudonym subject =
            Pseudonym.derive(new byte[32], CitizenNumber.parse("11010519491231002X"));

    @Test
    void answer_ofTheHomeCity_isBelieved() throws Refusal {
        assertThat(decide().decisions()).singleElement().matches(d -> d.benefit().equals(BENEFIT));
        outcome = Outcome.NO_EFFECT;
        subject = null;
        assertThat(decide().pseudonym()).isEmpty();
    }

    @Test
    void answer_ofAnotherNodeOrKey_isNone() {
        key = federation.key(STRANGER, Suite.SM);
        notBelieved();
        source = STRANGER;
        notBelieved();
    }

    @Test
    void answer_toAnotherQuestionOrNode_isNone() {
        replyTo = MessageId.random(1, new Random(9));
        notBelieved();
        replyTo = asked.id();
        digested = new byte[1];
        notBelieved();
        digested = askedBytes;
        to = STRANGER;
        notBelieved();
    }

    @Test
    void answer_aboutOtherBenefitsOrCodes_isNone() {
        benefit = "cn-350100/never-asked";
        notBelieved();
        benefit = BENEFIT;
        ref = "BBBBBBBBBBA";
        notBelieved();
    }

    @Test
    void answer_withoutTheVisitorsPseudonym_isNone() {
        subject = null;
        notBelieved();
    }

    @Test
    void grant_onBothSidesOfItsBounds() throws Refusal {
        grantBefore = NOW.plusMillis(1);
        decide();
        grantBefore = NOW;
        decidedAt = NOW.minusSeconds(1);
        refused(ProblemType.GRANT_TOO_LATE);
        decidedAt = NOW;
        grantBefore = NOW.plusSeconds(60).plusMillis(1);
        notBelieved();
    }

    @Test
    void refusal_ofTheHomeCity_isPassedOn() {
        ObjectNode problem = Problem.of(ProblemType.CONSENT_WITHDRAWN, Map.of()).toJson();
        byte[] body = sign(key, answer(MessageType.PROBLEM, problem));
        assertThatThrownBy(() -> decide(422, body))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        r -> assertThat(r.type()).isEqualTo(ProblemType.CONSENT_WITHDRAWN));
    }

    @Test
    void refusal_thatIsNotSigned_isNone() {
        byte[] plain = "{\"status\":422}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> decide(422, plain)).isInstanceOf(Refusal.class);
    }

    private void notBelieved() {
        assertThatThrownBy(this::decide)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        r ->
                                assertThat(r.type())
                                        .isIn(
                                                ProblemType.TRY_LATER,
                                                ProblemType.MESSAGE_NOT_ATTRIBUTABLE));
    }

    private void refused(ProblemType type) {
        assertThatThrownBy(this::decide)
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo(type));
    }

    private RecognitionResponse decide() throws Refusal {
        var response =
                new RecognitionResponse(
                        List.of(
                                new Decision(
                                        benefit, outcome, "conditions-met", "350001#c1", null)),
                        WireTime.of(decidedAt),
                        WireTime.of(grantBefore),
                        subject,
                        null,
                        ref,
                        1,
                        "policy");
        return decide(200, sign(key, answer(MessageType.RECOGNITION_RESPONSE, response.toJson())));
    }

    private RecognitionResponse decide(int status, byte[] body) throws Refusal {
        var question =
                new AnswerRules.Question(
                        asked,
                        askedBytes,
                        federation.key(HOST, Suite.SM).algorithm(),
                        Set.of(BENEFIT),
                        REF);
        return AnswerRules.decide(status, body, question, federation.trustOf(HOST), NOW).response();
    }

    private Envelope answer(MessageType type, ObjectNode data) {
        return new Envelope(
                MessageId.random(NOW.toEpochMilli(), new Random(2)),
                source,
                type.wire(),
                WireTime.of(NOW),
                to,
                42,
                null,
                "library.lending",
                replyTo,
                Base64Url.encode(Suite.SM.digest(digested)),
                data);
    }

    private static Envelope asked() {
        return new Envelope(
                MessageId.random(NOW.toEpochMilli(), new Random(1)),
                HOST,
                MessageType.RECOGNITION_REQUEST.wire(),
                WireTime.of(NOW),
                HOME,
                42,
                null,
                "library.lending",
                null,
                null,
                new RecognitionRequest("XQ1:0", List.of(), "t").toJson());
    }

    private static byte[] sign(SigningKey key, Envelope envelope) {
        return CompactJws.sign(key, JwsType.MESSAGE, envelope.toBytes())
                .getBytes(StandardCharsets.US_ASCII);
    }
}
