package org.xinqiao.contracts.message;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.Rfc3339;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The payload of a message: one CloudEvents 1.0 event in JSON.
 *
 * @param id the sender's id of it
 * @param source who says it; the signature's key is looked up under this node
 * @param type the type as written
 * @param time when it was made, by the sender's clock: a claim
 * @param to the one node it is meant for
 * @param trust version of the TUF snapshot that the sender used
 * @param sequence counts notices only
 * @param purpose what it is for; required by recognition
 * @param replyTo the id of the request that this answers
 * @param requestDigest base64url digest of that request's JWS bytes
 * @param tracestate what the sender notes for whoever reads its messages later, in the form of the
 *     CloudEvents extension; it changes nothing
 * @param data what it says
 */
public record Envelope(
        MessageId id,
        NodeId source,
        String type,
        OffsetDateTime time,
        NodeId to,
        long trust,
        @Nullable Long sequence,
        @Nullable String purpose,
        @Nullable MessageId replyTo,
        @Nullable String requestDigest,
        @Nullable String tracestate,
        ObjectNode data) {
    private static final long SAFE_INTEGER_MAX = (1L << 53) - 1;
    private static final String JSON = "application/json";

    /** An envelope without a note. */
    public Envelope(
            MessageId id,
            NodeId source,
            String type,
            OffsetDateTime time,
            NodeId to,
            long trust,
            @Nullable Long sequence,
            @Nullable String purpose,
            @Nullable MessageId replyTo,
            @Nullable String requestDigest,
            ObjectNode data) {
        this(
                id,
                source,
                type,
                time,
                to,
                trust,
                sequence,
                purpose,
                replyTo,
                requestDigest,
                null,
                data);
    }

    /**
     * Reads a payload.
     *
     * @throws MalformedJson names the member and the rule; duplicate and unknown members are
     *     refused
     */
    public static Envelope parse(byte[] payload) throws MalformedJson {
        var fields = new Fields("", StrictJson.parseObject(payload));
        literal(fields, "specversion", "1.0");
        literal(fields, "datacontenttype", JSON);
        var envelope =
                new Envelope(
                        id(fields.text("id"), "id"),
                        node(fields.text("source"), "source"),
                        fields.text("type"),
                        fields.time("time"),
                        node(fields.text("xqto"), "xqto"),
                        fields.integer("xqtrust", 0, SAFE_INTEGER_MAX),
                        fields.has("xqseq") ? fields.integer("xqseq", 1, SAFE_INTEGER_MAX) : null,
                        fields.optionalText("xqpurpose").orElse(null),
                        fields.has("xqreplyto") ? id(fields.text("xqreplyto"), "xqreplyto") : null,
                        fields.optionalText("xqrequestdigest").orElse(null),
                        fields.optionalText("tracestate").orElse(null),
                        data(fields));
        fields.optionalText("traceparent");
        fields.end();
        return envelope;
    }

    /** The payload's bytes. */
    public byte[] toBytes() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("specversion", "1.0");
        json.put("id", id.toString());
        json.put("source", source.value());
        json.put("type", type);
        json.put("time", Rfc3339.format(time));
        json.put("datacontenttype", JSON);
        json.put("xqto", to.value());
        json.put("xqtrust", trust);
        if (sequence != null) {
            json.put("xqseq", sequence);
        }
        if (purpose != null) {
            json.put("xqpurpose", purpose);
        }
        if (replyTo != null) {
            json.put("xqreplyto", replyTo.toString());
        }
        if (requestDigest != null) {
            json.put("xqrequestdigest", requestDigest);
        }
        if (tracestate != null) {
            json.put("tracestate", tracestate);
        }
        json.set("data", data);
        return StrictJson.write(json);
    }

    private static void literal(Fields fields, String name, String value) throws MalformedJson {
        if (!fields.text(name).equals(value)) {
            throw fields.malformed(name, "must be " + value);
        }
    }

    private static ObjectNode data(Fields fields) throws MalformedJson {
        if (fields.node("data") instanceof ObjectNode data) {
            return data;
        }
        throw fields.malformed("data", "must be an object");
    }

    private static MessageId id(String text, String member) throws MalformedJson {
        try {
            return MessageId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedJson(member, "a UUIDv7 in canonical form");
        }
    }

    private static NodeId node(String text, String member) throws MalformedJson {
        try {
            return NodeId.parse(text);
        } catch (InvalidIdentifier e) {
            throw new MalformedJson(member, "cn- and six digits");
        }
    }
}
