package org.xinqiao.gateway.authenticate;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.Receipt;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.Problem;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.trust.document.NodeKey;
import tools.jackson.databind.node.ObjectNode;

/** A sender believes only the receiver's own receipt for exactly the bytes that it sent. */
class ReceiptRulesTest {
    private static final byte[] SENT = "the signed notice".getBytes(StandardCharsets.US_ASCII);

    private final TestFederation federation = new TestFederation();
    private final MessageId id = MessageId.random(NOW.toEpochMilli(), new Random(1));
    private final byte[] salt = new byte[Receipt.BYTES];

    private int status = 202;
    private SigningKey key = federation.key(HOST, Suite.SM);
    private NodeId source = HOST;
    private NodeId to = HOME;
    private MessageId replyTo = id;
    private byte[] digested = SENT;
    private byte[] logged = SENT;
    private LogEntry.Direction direction = LogEntry.Direction.RECEIVED;
    private String log = HOST + "/log";
    private MessageType type = MessageType.RECEIPT;

    @Test
    void receipt_forExactlyTheseBytes_isTaken() {
        assertThat(decide())
                .isInstanceOfSatisfying(
                        ReceiptRules.Verdict.Taken.class,
                        taken -> assertThat(taken.receipt().replyTo()).isEqualTo(id));
    }

    @Test
    void receipt_ofAnotherNodeOrKey_isNone() {
        key = federation.key(STRANGER, Suite.SM);
        notYet();
        source = STRANGER;
        notYet();
    }

    @Test
    void receipt_ofAKeyThatMaySignNoMessages_isNone() {
        publish(new NodeKey(key.publicKey(), Set.of(KeyUse.PASS), start(), null, null));
        notYet();
        publish(new NodeKey(key.publicKey(), Set.of(KeyUse.MESSAGE), start(), null, NOW));
        notYet();
        publish(new NodeKey(key.publicKey(), Set.of(KeyUse.MESSAGE), start(), null, null));
        assertThat(decide()).isInstanceOf(ReceiptRules.Verdict.Taken.class);
    }

    private void publish(NodeKey published) {
        federation.publish(HOST, List.of(published));
    }

    private static Instant start() {
        return Instant.parse("2026-01-01T00:00:00Z");
    }

    @Test
    void receipt_forAnotherMessageOrNode_isNone() {
        replyTo = MessageId.random(1, new Random(9));
        notYet();
        replyTo = null;
        notYet();
        replyTo = id;
        to = STRANGER;
        notYet();
    }

    @Test
    void receipt_forOtherBytes_isNone() {
        digested = new byte[1];
        notYet();
        digested = SENT;
        logged = new byte[1];
        notYet();
        logged = SENT;
        direction = LogEntry.Direction.SENT;
        notYet();
    }

    @Test
    void receipt_inAnotherLog_isNone() {
        log = HOME + "/log";
        notYet();
    }

    @Test
    void receipt_underAnotherStatusOrType_isNone() {
        status = 200;
        notYet();
        status = 202;
        type = MessageType.RECOGNITION_RESPONSE;
        notYet();
    }

    @Test
    void receipt_ofOtherForm_isNone() {
        byte[] body = answer(new Receipt(new byte[1], new byte[1], log).toJson());
        assertThat(decide(body)).isInstanceOf(ReceiptRules.Verdict.NotYet.class);
        ObjectNode more = receipt().put("surprise", 1);
        assertThat(decide(answer(more))).isInstanceOf(ReceiptRules.Verdict.NotYet.class);
    }

    @Test
    void receipt_withAnyByteChanged_isNone() {
        byte[] good = answer(receipt());
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] = (byte) (bad[i] == 'A' ? 'B' : 'A');
            assertThat(decide(bad))
                    .as("byte %d", i)
                    .isInstanceOf(ReceiptRules.Verdict.NotYet.class);
        }
        assertThat(decide(java.util.Arrays.copyOf(good, good.length - 1)))
                .isInstanceOf(ReceiptRules.Verdict.NotYet.class);
        assertThat(decide(new byte[0])).isInstanceOf(ReceiptRules.Verdict.NotYet.class);
    }

    @Test
    void answer_unsigned_isNone_whateverItSays() {
        byte[] plain =
                Problem.of(ProblemType.MESSAGE_TOO_OLD, Map.of())
                        .toJson()
                        .toString()
                        .getBytes(StandardCharsets.UTF_8);
        for (int plainStatus : new int[] {202, 401, 422, 500, 503}) {
            status = plainStatus;
            assertThat(decide(plain)).isInstanceOf(ReceiptRules.Verdict.NotYet.class);
        }
    }

    @Test
    void problem_ofEveryType_isTheLastWordExactlyIfItIsStored() {
        type = MessageType.PROBLEM;
        for (ProblemType problem : ProblemType.values()) {
            status = problem.status();
            ReceiptRules.Verdict verdict = decide(answer(Problem.of(problem, Map.of()).toJson()));
            boolean last = problem.stored();
            assertThat(verdict)
                    .as(problem.wire())
                    .isInstanceOf(
                            last
                                    ? ReceiptRules.Verdict.Refused.class
                                    : ReceiptRules.Verdict.NotYet.class);
        }
    }

    @Test
    void problem_thatNobodyKnows_isNotTheLastWord() {
        type = MessageType.PROBLEM;
        ObjectNode unknown = Problem.of(ProblemType.MESSAGE_TOO_OLD, Map.of()).toJson();
        unknown.put("type", "https://xinqiao.org/problems/never-heard-of");
        assertThat(decide(answer(unknown))).isInstanceOf(ReceiptRules.Verdict.NotYet.class);
    }

    @Test
    void problem_aboutAnotherMessage_isNotTheLastWord() {
        type = MessageType.PROBLEM;
        replyTo = MessageId.random(1, new Random(9));
        byte[] body = answer(Problem.of(ProblemType.MESSAGE_TOO_OLD, Map.of()).toJson());
        assertThat(decide(body)).isInstanceOf(ReceiptRules.Verdict.NotYet.class);
    }

    private void notYet() {
        assertThat(decide()).isInstanceOf(ReceiptRules.Verdict.NotYet.class);
    }

    private ReceiptRules.Verdict decide() {
        return decide(answer(receipt()));
    }

    private ReceiptRules.Verdict decide(byte[] body) {
        var algorithm = federation.key(HOME, Suite.SM).algorithm();
        var sent = new ReceiptRules.Sent(id, HOST, algorithm, SENT);
        return ReceiptRules.decide(status, body, sent, federation.trustOf(HOME), NOW);
    }

    private ObjectNode receipt() {
        LogEntry entry = LogEntry.of(direction, salt, logged);
        return new Receipt(salt, entry.leaf().bytes(), log).toJson();
    }

    private byte[] answer(ObjectNode data) {
        var envelope =
                new Envelope(
                        MessageId.random(NOW.toEpochMilli(), new Random(2)),
                        source,
                        type.wire(),
                        WireTime.of(NOW),
                        to,
                        42,
                        null,
                        null,
                        replyTo,
                        Base64Url.encode(Suite.SM.digest(digested)),
                        data);
        return CompactJws.sign(key, JwsType.MESSAGE, envelope.toBytes())
                .getBytes(StandardCharsets.US_ASCII);
    }
}
