package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.message.BenefitNotice;
import org.xinqiao.contracts.message.ConsentNotice;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.Receipt;
import org.xinqiao.contracts.message.WireTime;
import tools.jackson.databind.node.ObjectNode;

/** Notices that the outside member sends, numbered as it must. */
final class ForeignNotices {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** One count for all tests of a run: they share the nodes that keep it. */
    private static final AtomicLong LAST = new AtomicLong();

    private final Outside outside;
    private final NodeId source;

    ForeignNotices(Outside outside, NodeId source) {
        this.outside = outside;
        this.source = source;
    }

    /** The next number. */
    static long next() {
        return LAST.incrementAndGet();
    }

    /** The first of so many numbers, which are somebody else's to use. */
    static long reserve(int count) {
        return LAST.getAndAdd(count) + 1;
    }

    Envelope notice(NodeId to, MessageType type, ObjectNode data) {
        return notice(to, type, data, next(), Instant.now());
    }

    /** One that has a purpose. */
    Envelope notice(NodeId to, MessageType type, ObjectNode data, String purpose) {
        Envelope plain = notice(to, type, data);
        return new Envelope(
                plain.id(),
                plain.source(),
                plain.type(),
                plain.time(),
                plain.to(),
                plain.trust(),
                plain.sequence(),
                purpose,
                null,
                null,
                data);
    }

    Envelope notice(NodeId to, MessageType type, ObjectNode data, Long number, Instant time) {
        return new Envelope(
                MessageId.random(time.toEpochMilli(), RANDOM),
                source,
                type.wire(),
                WireTime.of(time),
                to,
                1,
                number,
                null,
                null,
                null,
                data);
    }

    static ObjectNode consent(ConsentRef ref, long revision, ConsentNotice.State state) {
        return new ConsentNotice(List.of(ref), revision, state, WireTime.of(Instant.now()))
                .toJson();
    }

    static ObjectNode benefit(MessageId request, String benefit, BenefitNotice.Event event) {
        return new BenefitNotice(request, benefit, event, 1, WireTime.of(Instant.now())).toJson();
    }

    byte[] sign(Envelope notice) {
        return outside.sign(notice, Suite.SM);
    }

    /** Sends a notice that is taken, and gives the receipt, verified. */
    Outside.Answer taken(NodeId to, byte[] notice) throws Exception {
        Outside.Answer answer = outside.post(to, notice);
        assertReceipt(answer, to, notice);
        return answer;
    }

    /** The receiver's receipt for exactly these bytes. */
    static void assertReceipt(Outside.Answer answer, NodeId to, byte[] notice) throws Exception {
        assertThat(answer.status()).as(new String(answer.body())).isEqualTo(202);
        Envelope receipt = answer.envelope();
        assertThat(receipt.type()).isEqualTo(MessageType.RECEIPT.wire());
        assertThat(receipt.source()).isEqualTo(to);
        assertThat(receipt.requestDigest()).isEqualTo(Base64Url.encode(Suite.SM.digest(notice)));
        Receipt data = Receipt.parse(receipt.data());
        LogEntry entry = LogEntry.of(LogEntry.Direction.RECEIVED, data.salt(), notice);
        assertThat(data.leaf()).isEqualTo(entry.leaf().bytes());
        assertThat(data.log()).isEqualTo(to + "/log");
    }
}
