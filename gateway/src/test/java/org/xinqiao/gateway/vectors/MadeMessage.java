package org.xinqiao.gateway.vectors;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.WireTime;
import tools.jackson.databind.node.ObjectNode;

/** A message of which every part can be made wrong; as it begins, it is good. */
final class MadeMessage {
    private static final String HEADER = "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"xq-message\"}";

    private final int serial;
    SigningKey key;
    NodeId source = VectorFederation.HOST;
    NodeId to = VectorFederation.HOME;
    Instant time = VectorFederation.NOW;
    String type;
    Long sequence;
    String purpose;
    MessageId replyTo;
    String digest;
    ObjectNode data;

    /** The header's JSON; as it should be where null. */
    String header;

    /** The payload's JSON; as it should be where null. */
    String payload;

    MadeMessage(SigningKey key, String type, ObjectNode data, int serial) {
        this.key = key;
        this.type = type;
        this.data = data;
        this.serial = serial;
    }

    MessageId id() {
        return MessageId.of(time.toEpochMilli(), new UUID(serial, (1L << 63) | serial));
    }

    String json() {
        return new String(envelope().toBytes(), StandardCharsets.UTF_8);
    }

    private Envelope envelope() {
        return new Envelope(
                id(),
                source,
                type,
                WireTime.of(time),
                to,
                42,
                sequence,
                purpose,
                replyTo,
                digest,
                data);
    }

    String jws() {
        String head = header == null ? HEADER.formatted(key.algorithm().jose(), key.kid()) : header;
        return jws(key, head, payload == null ? json() : payload);
    }

    byte[] bytes() {
        return jws().getBytes(StandardCharsets.US_ASCII);
    }

    static String jws(SigningKey key, String header, String payload) {
        String input = base64(header) + "." + base64(payload);
        byte[] signature = key.sign(input.getBytes(StandardCharsets.US_ASCII));
        return input + "." + Base64Url.encode(signature);
    }

    static String base64(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }
}
