package org.xinqiao.gateway.conform;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.WireTime;
import tools.jackson.databind.node.ObjectNode;

/** A message of which each part can be made wrong before it is signed; as it begins, it is good. */
final class Letter {
    private static final String HEADER = "{\"alg\":\"A\",\"kid\":\"K\",\"typ\":\"xq-message\"}";

    private final MessageId id;
    private final String type;
    private final ObjectNode data;
    private final long trust;
    private SigningKey key;
    private NodeId source;
    private NodeId to;
    private Instant time;
    private @Nullable Long sequence;
    private @Nullable String purpose;
    private @Nullable String header;
    private UnaryOperator<String> payload = json -> json;

    Letter(
            MessageId id,
            NodeId source,
            NodeId to,
            SigningKey key,
            String type,
            Instant time,
            long trust,
            ObjectNode data) {
        this.id = id;
        this.source = source;
        this.to = to;
        this.key = key;
        this.type = type;
        this.time = time;
        this.trust = trust;
        this.data = data;
    }

    Letter by(SigningKey other) {
        key = other;
        return this;
    }

    Letter from(NodeId other) {
        source = other;
        return this;
    }

    Letter to(NodeId other) {
        to = other;
        return this;
    }

    Letter at(Instant other) {
        time = other;
        return this;
    }

    Letter numbered(@Nullable Long number) {
        sequence = number;
        return this;
    }

    Letter purpose(@Nullable String other) {
        purpose = other;
        return this;
    }

    /** The header's JSON; K stands for the key's name and A for its algorithm. */
    Letter header(String json) {
        header = json;
        return this;
    }

    Letter payload(UnaryOperator<String> change) {
        payload = change;
        return this;
    }

    MessageId id() {
        return id;
    }

    Envelope envelope() {
        return new Envelope(
                id,
                source,
                type,
                WireTime.of(time),
                to,
                trust,
                sequence,
                purpose,
                null,
                null,
                data);
    }

    /** The signed bytes. */
    byte[] bytes() {
        String json = new String(envelope().toBytes(), StandardCharsets.UTF_8);
        String algorithm = key.algorithm().jose();
        String head =
                (header == null ? HEADER : header)
                        .replace("\"K\"", "\"" + key.kid() + "\"")
                        .replace("\"A\"", "\"" + algorithm + "\"");
        String input = base64(head) + "." + base64(payload.apply(json));
        byte[] signature = key.sign(input.getBytes(StandardCharsets.US_ASCII));
        String jws = input + "." + Base64Url.encode(signature);
        return jws.getBytes(StandardCharsets.US_ASCII);
    }

    private static String base64(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }
}
