package org.xinqiao.trust.document;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.Rfc3339;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One key of {@code keys/<node>.json}: a JWK (RFC 7517) with uses and times. */
final class KeyJson {
    private static final String USES =
            "must be one of message, pass, status, consent, stream, agreement, enc, log, witness";
    private static final Set<KeyUse> ALONE = EnumSet.of(KeyUse.LOG, KeyUse.WITNESS);
    private static final int USES_MAX = KeyUse.values().length;
    private static final Shape SHAPE =
            ObjectShape.object()
                    .with("kty", Shapes.TEXT)
                    .with("crv", Shapes.TEXT)
                    .with("x", Shapes.TEXT)
                    .maybe("y", Shapes.TEXT)
                    .with("alg", Shapes.TEXT)
                    .with("kid", Shapes.bytes(32))
                    .with("uses", Shapes.set(Shapes.text(USES, KeyJson::isUse), 1, USES_MAX))
                    .with("startsAt", Shapes.TIME)
                    .maybe("retiredAt", Shapes.TIME)
                    .maybe("revokedAt", Shapes.TIME);

    private KeyJson() {}

    static void check(String path, JsonNode json, Suite suite, Faults faults) {
        if (json.has("d")) {
            faults.add(Shapes.at(path, "d"), "a published key must not carry its secret");
            return;
        }
        Faults own = new Faults();
        SHAPE.check(path, json, own);
        own.list().forEach(fault -> faults.add(fault.path(), fault.rule()));
        if (own.none()) {
            checkKey(path, json, suite, faults);
            checkLogUses(path, json, faults);
            checkTimes(path, json, faults);
        }
    }

    private static void checkKey(String path, JsonNode json, Suite suite, Faults faults) {
        try {
            VerificationKey key = Keys.parsePublic(json);
            faults.require(
                    key.algorithm().suite() == suite,
                    path,
                    "SM2 keys stand in smKeys, all others in keys");
        } catch (InvalidKey e) {
            faults.add(path, String.valueOf(e.getMessage()));
        }
    }

    /**
     * A key that signs a log's checkpoints signs nothing else, so that no message can be passed off
     * as a checkpoint nor the reverse; the log's formats know Ed25519 alone.
     */
    private static void checkLogUses(String path, JsonNode json, Faults faults) {
        Set<KeyUse> uses = uses(json);
        if (uses.stream().anyMatch(ALONE::contains)) {
            faults.require(
                    uses.size() == 1, Shapes.at(path, "uses"), "log and witness stand alone");
            faults.require(
                    "Ed25519".equals(json.get("crv").stringValue()),
                    Shapes.at(path, "crv"),
                    "must be Ed25519 for log and witness");
        }
    }

    private static Set<KeyUse> uses(JsonNode json) {
        Set<KeyUse> uses = EnumSet.noneOf(KeyUse.class);
        json.get("uses").forEach(use -> KeyUse.ofWire(use.stringValue()).ifPresent(uses::add));
        return uses;
    }

    private static void checkTimes(String path, JsonNode json, Faults faults) {
        try {
            Fields fields = new Fields(path, (ObjectNode) json);
            var startsAt = fields.instant("startsAt");
            for (String end : List.of("retiredAt", "revokedAt")) {
                var at = fields.optionalInstant(end);
                faults.require(
                        at.isEmpty() || at.get().isAfter(startsAt),
                        Shapes.at(path, end),
                        "must be after startsAt");
            }
        } catch (MalformedJson e) {
            faults.add(e.path(), e.rule());
        }
    }

    static NodeKey read(ObjectNode json) throws MalformedJson {
        Fields fields = new Fields("", json);
        try {
            return new NodeKey(
                    Keys.parsePublic(json),
                    uses(json),
                    fields.instant("startsAt"),
                    fields.optionalInstant("retiredAt").orElse(null),
                    fields.optionalInstant("revokedAt").orElse(null));
        } catch (InvalidKey e) {
            throw new MalformedJson("", String.valueOf(e.getMessage()));
        }
    }

    static ObjectNode write(NodeKey key) {
        ObjectNode json = key.key().jwk();
        ArrayNode uses = json.putArray("uses");
        List<KeyUse> sorted = new ArrayList<>(EnumSet.copyOf(key.uses()));
        sorted.forEach(use -> uses.add(use.wire()));
        json.put("startsAt", text(key.startsAt()));
        if (key.retiredAt() != null) {
            json.put("retiredAt", text(key.retiredAt()));
        }
        if (key.revokedAt() != null) {
            json.put("revokedAt", text(key.revokedAt()));
        }
        return json;
    }

    private static boolean isUse(String text) {
        return KeyUse.ofWire(text).isPresent();
    }

    private static String text(Instant at) {
        return Rfc3339.format(at.atOffset(ZoneOffset.ofHours(8)));
    }
}
