package org.xinqiao.trust.evidence;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.message.MessageId;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one file of a bundle:
 *
 * <pre>{@code
 * { "evidence": { "format": "xinqiao-evidence-1", "node": "cn-350200", "about": "<message id>", … },
 *   "seal": "<JWS xq-evidence over the SHA-256 of the evidence member's bytes>" }
 * }</pre>
 *
 * <p>It has exactly one spelling: a file in any other is refused, so that no byte of it can be
 * changed unnoticed.
 */
public final class EvidenceJson {
    /** Largest file that is read. */
    public static final int FILE_BYTES_MAX = 64 << 20;

    private static final String FORMAT = "xinqiao-evidence-1";

    private EvidenceJson() {}

    /**
     * A file that was read.
     *
     * @param bundle what it claims
     * @param digest what the seal must be over
     * @param seal the JWS by the node that exported it
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Read(EvidenceBundle bundle, byte[] digest, String seal) {}

    /** The file of a bundle, sealed by its node's message key. */
    public static byte[] write(EvidenceBundle bundle, SigningKey key) {
        ObjectNode evidence = toJson(bundle);
        String seal = CompactJws.sign(key, JwsType.EVIDENCE, digest(evidence));
        return file(evidence, seal);
    }

    private static byte[] file(ObjectNode evidence, String seal) {
        ObjectNode json = StrictJson.object();
        json.set("evidence", evidence);
        json.put("seal", seal);
        return StrictJson.write(json);
    }

    private static byte[] digest(ObjectNode evidence) {
        return Suite.INTL.digest(StrictJson.write(evidence));
    }

    /**
     * Reads a file.
     *
     * @throws MalformedJson names the member and the rule; also for a file that says the same in
     *     another spelling
     */
    public static Read read(byte[] file) throws MalformedJson {
        Fields fields = new Fields("", StrictJson.parseObject(file));
        EvidenceBundle bundle = bundle(fields.object("evidence"));
        String seal = fields.text("seal");
        fields.end();
        ObjectNode evidence = toJson(bundle);
        if (!Arrays.equals(file(evidence, seal), file)) {
            throw new MalformedJson("", "must be spelled exactly as it was written");
        }
        return new Read(bundle, digest(evidence), seal);
    }

    private static ObjectNode toJson(EvidenceBundle bundle) {
        ObjectNode json = StrictJson.object();
        json.put("format", FORMAT);
        json.put("node", bundle.node().value());
        json.put("about", bundle.about().toString());
        json.put("exportedAt", bundle.exportedAt().toString());
        ArrayNode messages = json.putArray("messages");
        bundle.messages().forEach(item -> write(messages.addObject(), item));
        if (bundle.consent() != null) {
            json.put("consent", bundle.consent());
        }
        ArrayNode trust = json.putArray("trust");
        for (EvidenceBundle.TrustState state : bundle.trust()) {
            ObjectNode one = trust.addObject();
            one.put("from", state.from().toString());
            ObjectNode files = one.putObject("files");
            state.files().forEach((path, bytes) -> files.put(path, Base64Url.encode(bytes)));
        }
        return json;
    }

    private static void write(ObjectNode json, EvidenceBundle.Item item) {
        json.put("id", item.id().toString());
        json.put("direction", item.direction().name());
        json.put("at", item.at().toString());
        if (item.jws() != null) {
            json.put("jws", item.jws());
        }
        json.put("salt", Base64Url.encode(item.salt()));
        ArrayNode places = json.putArray("places");
        for (EvidenceBundle.Place place : item.places()) {
            ObjectNode one = places.addObject();
            one.put("checkpoint", place.checkpoint());
            one.put("index", place.index());
            ArrayNode path = one.putArray("path");
            place.path().forEach(hash -> path.add(Base64Url.encode(hash)));
        }
    }

    private static EvidenceBundle bundle(Fields fields) throws MalformedJson {
        if (!fields.text("format").equals(FORMAT)) {
            throw fields.malformed("format", "must be " + FORMAT);
        }
        List<EvidenceBundle.Item> messages = new ArrayList<>();
        for (Fields one : fields.objects("messages")) {
            messages.add(item(one));
        }
        List<EvidenceBundle.TrustState> trust = new ArrayList<>();
        for (Fields one : fields.objects("trust")) {
            trust.add(trust(one));
        }
        EvidenceBundle bundle =
                new EvidenceBundle(
                        node(fields, "node"),
                        id(fields, "about"),
                        instant(fields, "exportedAt"),
                        messages,
                        fields.optionalText("consent").orElse(null),
                        trust);
        fields.end();
        return bundle;
    }

    private static EvidenceBundle.Item item(Fields fields) throws MalformedJson {
        List<EvidenceBundle.Place> places = new ArrayList<>();
        for (Fields one : fields.objects("places")) {
            places.add(place(one));
        }
        EvidenceBundle.Item item =
                new EvidenceBundle.Item(
                        id(fields, "id"),
                        fields.constant("direction", LogEntry.Direction.class),
                        instant(fields, "at"),
                        fields.optionalText("jws").orElse(null),
                        hash(fields.text("salt"), fields, "salt"),
                        places);
        fields.end();
        return item;
    }

    private static EvidenceBundle.Place place(Fields fields) throws MalformedJson {
        List<byte[]> path = new ArrayList<>();
        for (String text : fields.texts("path")) {
            path.add(hash(text, fields, "path"));
        }
        var place =
                new EvidenceBundle.Place(
                        fields.text("checkpoint"),
                        fields.integer("index", 0, Long.MAX_VALUE),
                        path);
        fields.end();
        return place;
    }

    private static EvidenceBundle.TrustState trust(Fields fields) throws MalformedJson {
        var files = new TreeMap<String, byte[]>();
        Fields named = fields.object("files");
        for (String path : named.names()) {
            files.put(path, Base64Url.decode(named.text(path)));
        }
        named.end();
        var state = new EvidenceBundle.TrustState(instant(fields, "from"), files);
        fields.end();
        return state;
    }

    private static byte[] hash(String text, Fields fields, String name) throws MalformedJson {
        byte[] bytes = Base64Url.decode(text);
        if (bytes.length != LogEntry.SALT_BYTES) {
            throw fields.malformed(name, "base64url of 32 bytes");
        }
        return bytes;
    }

    private static Instant instant(Fields fields, String name) throws MalformedJson {
        try {
            return Instant.parse(fields.text(name));
        } catch (DateTimeException e) {
            throw fields.malformed(name, "a time in UTC, such as 2026-11-21T01:30:00Z");
        }
    }

    private static NodeId node(Fields fields, String name) throws MalformedJson {
        try {
            return NodeId.parse(fields.text(name));
        } catch (InvalidIdentifier e) {
            throw fields.malformed(name, "cn- and six digits");
        }
    }

    private static MessageId id(Fields fields, String name) throws MalformedJson {
        try {
            return MessageId.parse(fields.text(name));
        } catch (IllegalArgumentException e) {
            throw fields.malformed(name, "a UUIDv7 in canonical form");
        }
    }

    /** The bytes of a message in a bundle. */
    static byte[] ascii(@Nullable String jws) {
        return jws == null ? new byte[0] : jws.getBytes(StandardCharsets.US_ASCII);
    }
}
