package org.xinqiao.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.message.ConsentNotice;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.authenticate.MessageRules;
import org.xinqiao.gateway.receive.Received;
import org.xinqiao.gateway.sandbox.files.PrivateFile;
import org.xinqiao.gateway.seal.NodeKeyring;
import org.xinqiao.trust.key.KeyDirectory;
import tools.jackson.databind.node.ObjectNode;

/** Notices between the cities of a {@link TestFederation}. */
public final class TestNotices {
    private final TestFederation federation;
    private final RandomGenerator random;

    public TestNotices(TestFederation federation, RandomGenerator random) {
        this.federation = federation;
        this.random = random;
    }

    /** A pass's reference. */
    public static ConsentRef ref(int number) {
        return new ConsentRef(
                java.nio.ByteBuffer.allocate(ConsentRef.BYTES).putLong(number).array());
    }

    /** Says that a consent stands so, at {@link TestFederation#NOW}. */
    public static ObjectNode data(ConsentRef ref, long revision, ConsentNotice.State state) {
        return new ConsentNotice(List.of(ref), revision, state, WireTime.of(TestFederation.NOW))
                .toJson();
    }

    /** A notice of one city to another, as it arrived and was verified. */
    public Authentic arrived(NodeId from, NodeId to, long sequence) {
        ObjectNode data = data(ref(1), 1, ConsentNotice.State.ACTIVE);
        byte[] body = sign(from, envelope(from, to, sequence, data));
        var received = new Received(body, TestFederation.pin(from), TestFederation.NOW);
        try {
            return MessageRules.decide(received, federation.trustOf(to));
        } catch (Refusal e) {
            throw new IllegalStateException(e);
        }
    }

    private Envelope envelope(NodeId from, NodeId to, long sequence, ObjectNode data) {
        Instant now = TestFederation.NOW;
        return new Envelope(
                MessageId.random(now.toEpochMilli(), random),
                from,
                MessageType.CONSENT_NOTICE.wire(),
                WireTime.of(now),
                to,
                42,
                sequence,
                null,
                null,
                null,
                data);
    }

    private byte[] sign(NodeId from, Envelope envelope) {
        SigningKey key = federation.key(from, Suite.INTL);
        return CompactJws.sign(key, JwsType.MESSAGE, envelope.toBytes())
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The private keys of a node, as its own process would load them. */
    public static NodeKeyring keyring(TestFederation federation, NodeId node, Path directory)
            throws IOException {
        Path own = Files.createDirectories(directory.resolve(node + "-keys"));
        for (SigningKey key : federation.signing.get(node).values()) {
            PrivateFile.write(own.resolve(key.algorithm() + ".json"), key.privateJwk().toString());
        }
        return NodeKeyring.load(new KeyDirectory(own));
    }
}
