package org.xinqiao.gateway.authenticate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xinqiao.gateway.TestFederation.HOME;
import static org.xinqiao.gateway.TestFederation.HOST;
import static org.xinqiao.gateway.TestFederation.NOW;
import static org.xinqiao.gateway.TestFederation.STRANGER;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.receive.Received;
import org.xinqiao.trust.document.NodeKey;

class MessageRulesTest {
    private final TestFederation federation = new TestFederation();

    private SigningKey key = federation.key(HOST, Suite.SM);
    private NodeId source = HOST;
    private NodeId to = HOME;
    private Instant time = NOW;
    private JwsType type = JwsType.MESSAGE;
    private String pin = TestFederation.pin(HOST);
    private String message = MessageType.RECOGNITION_REQUEST.wire();

    @Test
    void message_ofEitherSuite_isAuthentic() throws Refusal {
        for (Suite suite : Suite.values()) {
            key = federation.key(HOST, suite);
            byte[] body = body();
            Authentic message = decide(body);
            assertThat(message.envelope().source()).isEqualTo(HOST);
            assertThat(message.digest()).isEqualTo(suite.digest(body));
        }
    }

    @Test
    void bytes_whenAnyIsChanged_areRefused() {
        byte[] body = body();
        long seed = 3;
        var random = new Random(seed);
        for (int i = 0; i < body.length; i++) {
            byte[] tampered = body.clone();
            tampered[i] ^= (byte) (1 + random.nextInt(127));
            assertThatThrownBy(() -> decide(tampered))
                    .as("seed %d byte %d", seed, i)
                    .isInstanceOf(Refusal.class);
        }
    }

    @Test
    void key_unknownOrOfAnotherMember_cannotBeAttributed() {
        key = Keys.generate(SignatureAlgorithm.ES256, new SecureRandom());
        refused(ProblemType.MESSAGE_NOT_ATTRIBUTABLE);
        key = federation.key(STRANGER, Suite.SM);
        refused(ProblemType.MESSAGE_NOT_ATTRIBUTABLE);
        source = NodeId.parse("cn-999999");
        refused(ProblemType.MESSAGE_NOT_ATTRIBUTABLE);
    }

    @Test
    void key_forPassesOnly_isRefused() {
        federation.publish(HOST, List.of(TestFederation.key(key, Set.of(KeyUse.PASS))));
        refused(ProblemType.KEY_NOT_FOR_USE);
    }

    @Test
    void keyTimes_onBothSidesOfEachInstant() throws Refusal {
        keyTimes(NOW, null, null);
        decide(body());
        keyTimes(NOW.plusMillis(1), null, null);
        refused(ProblemType.KEY_NOT_YET_VALID);
        keyTimes(Instant.EPOCH, NOW.plusMillis(1), null);
        decide(body());
        keyTimes(Instant.EPOCH, NOW, null);
        refused(ProblemType.KEY_RETIRED);
        keyTimes(Instant.EPOCH, null, NOW.plusMillis(1));
        decide(body());
        keyTimes(Instant.EPOCH, null, NOW);
        refused(ProblemType.KEY_REVOKED);
        time = NOW.minusSeconds(100);
        refused(ProblemType.KEY_REVOKED);
    }

    @Test
    void oneBadKey_leavesTheOthersInForce() throws Refusal {
        SigningKey good = federation.key(HOST, Suite.INTL);
        var revoked =
                new NodeKey(
                        key.publicKey(),
                        Set.of(KeyUse.MESSAGE),
                        Instant.EPOCH,
                        null,
                        Instant.EPOCH);
        federation.publish(
                HOST, List.of(revoked, TestFederation.key(good, Set.of(KeyUse.MESSAGE))));
        refused(ProblemType.KEY_REVOKED);
        key = good;
        assertThat(decide(body()).envelope().source()).isEqualTo(HOST);
    }

    @Test
    void peer_thatIsNotTheSource_isRefused() {
        pin = TestFederation.pin(STRANGER);
        refused(ProblemType.PEER_NOT_SOURCE);
    }

    @Test
    void addressee_another_isRefused() {
        to = STRANGER;
        refused(ProblemType.NOT_ADDRESSED_HERE);
    }

    @Test
    void typ_another_isRefused() {
        type = JwsType.CONSENT;
        refused(ProblemType.WRONG_TYP);
    }

    @Test
    void header_withNoneOrEmbeddedKey_isRefused() {
        for (String header :
                List.of(
                        "{\"alg\":\"none\",\"kid\":\"%s\",\"typ\":\"xq-message\"}",
                        "{\"alg\":\"ES256\",\"kid\":\"%s\",\"typ\":\"xq-message\",\"jwk\":{}}",
                        "{\"alg\":\"ES256\",\"kid\":\"%s\",\"typ\":\"xq-message\",\"crit\":[\"b64\"]}")) {
            String[] parts = new String(body(), StandardCharsets.US_ASCII).split("\\.");
            String forged =
                    Base64Url.encode(header.formatted(key.kid()).getBytes(StandardCharsets.UTF_8))
                            + "."
                            + parts[1]
                            + "."
                            + parts[2];
            assertThatThrownBy(() -> decide(forged.getBytes(StandardCharsets.US_ASCII)))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            r ->
                                    assertThat(r.type())
                                            .isIn(
                                                    ProblemType.HEADER_NOT_ALLOWED,
                                                    ProblemType.ALGORITHM_NOT_ALLOWED));
        }
    }

    @Test
    void time_onBothSidesOfTheWindow() throws Refusal {
        time = NOW.minusSeconds(300);
        MessageRules.decideTime(decide(body()));
        time = NOW.minusSeconds(300).minusMillis(1);
        refusedTime(ProblemType.MESSAGE_TOO_OLD);
        time = NOW.plusSeconds(300);
        MessageRules.decideTime(decide(body()));
        time = NOW.plusSeconds(300).plusMillis(1);
        refusedTime(ProblemType.MESSAGE_FROM_FUTURE);
    }

    @Test
    void notice_onBothSidesOfItsWindow_alsoOfOneThatNobodyKnows() throws Refusal {
        for (String notice : List.of(MessageType.CONSENT_NOTICE.wire(), "xinqiao.new.notice.v1")) {
            message = notice;
            time = NOW.minus(MessageRules.NOTICE_AGE_MAX);
            MessageRules.decideTime(decide(body()));
            time = time.minusMillis(1);
            refusedTime(ProblemType.MESSAGE_TOO_OLD);
            time = NOW.plusSeconds(300);
            MessageRules.decideTime(decide(body()));
            time = time.plusMillis(1);
            refusedTime(ProblemType.MESSAGE_FROM_FUTURE);
        }
    }

    @Test
    void payload_withDuplicateOrUnknownMembers_isRefused() {
        String json = new String(envelope().toBytes(), StandardCharsets.UTF_8);
        for (String bad :
                List.of(
                        json.replaceFirst("\\{", "{\"id\":\"x\","),
                        json.replaceFirst("\\{", "{\"extra\":1,"),
                        json.replace("\"specversion\":\"1.0\"", "\"specversion\":\"0.3\""),
                        "[]",
                        "")) {
            byte[] body =
                    CompactJws.sign(key, type, bad.getBytes(StandardCharsets.UTF_8))
                            .getBytes(StandardCharsets.US_ASCII);
            assertThatThrownBy(() -> decide(body))
                    .as(bad)
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            r -> assertThat(r.type()).isEqualTo(ProblemType.MESSAGE_MALFORMED));
        }
    }

    @Test
    void payload_withTraceContext_passes() throws Refusal {
        String json = new String(envelope().toBytes(), StandardCharsets.UTF_8);
        String traced = json.replaceFirst("\\{", "{\"traceparent\":\"00-1-1-01\",");
        byte[] body =
                CompactJws.sign(key, type, traced.getBytes(StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.US_ASCII);
        assertThat(decide(body).envelope().source()).isEqualTo(HOST);
    }

    private void keyTimes(Instant starts, Instant retired, Instant revoked) {
        federation.publish(
                HOST,
                List.of(
                        new NodeKey(
                                key.publicKey(),
                                Set.of(KeyUse.MESSAGE),
                                starts,
                                retired,
                                revoked)));
    }

    private void refused(ProblemType problem) {
        assertThatThrownBy(() -> decide(body()))
                .isInstanceOfSatisfying(
                        Refusal.class, r -> assertThat(r.type()).isEqualTo(problem));
    }

    private void refusedTime(ProblemType problem) {
        assertThatThrownBy(() -> MessageRules.decideTime(decide(body())))
                .isInstanceOfSatisfying(
                        Refusal.class, r -> assertThat(r.type()).isEqualTo(problem));
    }

    private Authentic decide(byte[] body) throws Refusal {
        return MessageRules.decide(new Received(body, pin, NOW), federation.trustOf(HOME));
    }

    private Envelope envelope() {
        return new Envelope(
                MessageId.random(time.toEpochMilli(), new Random(1)),
                source,
                message,
                WireTime.of(time),
                to,
                42,
                null,
                "library.lending",
                null,
                null,
                StrictJson.object());
    }

    private byte[] body() {
        return CompactJws.sign(key, type, envelope().toBytes()).getBytes(StandardCharsets.US_ASCII);
    }
}
