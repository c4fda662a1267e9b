package org.xinqiao.trust.document;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.xinqiao.contracts.crypto.PublicTestKeys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code keys/<node>.json}, which any JOSE library reads as a JWK set; SM2 keys stand apart,
 * because many refuse a whole set for one curve that they do not know:
 *
 * <pre>{@code
 * { "node": "cn-350200", "endpoint": "https://xinqiao.example.cn", "suites": ["INTL", "SM"],
 *   "keys":   [ { "kty": "EC", "crv": "P-256", "x": "…", "y": "…", "alg": "ES256", "kid": "…",
 *                 "uses": ["message"], "startsAt": "2026-11-21T00:00:00+08:00" } ],
 *   "smKeys": [ { "kty": "EC", "crv": "SM2", … } ],
 *   "pins":   [ "<base64url SHA-256 of a SubjectPublicKeyInfo>" ] }
 * }</pre>
 */
public final class NodeKeysJson {
    /** How many keys of one suite a node may publish. */
    public static final int KEYS_MAX = 64;

    private static final Shape ANY = (path, value, faults) -> {};
    private static final Shape SHAPE =
            ObjectShape.object()
                    .with("node", Shapes.NODE)
                    .with("endpoint", Shapes.HTTPS_URI)
                    .with("suites", Shapes.set(Shapes.constant(Suite.class), 1, 2))
                    .with("keys", Shapes.list(ANY, 0, KEYS_MAX))
                    .with("smKeys", Shapes.list(ANY, 0, KEYS_MAX))
                    .with("pins", Shapes.set(Shapes.bytes(32), 1, 8));

    private NodeKeysJson() {}

    /** What a document says, and which of its keys were left out because they are not good. */
    public record Read(NodeKeys keys, List<DocumentFault> ignored) {}

    /** Everything that is wrong with the document, each of its keys included. */
    public static List<DocumentFault> check(JsonNode json) {
        Faults faults = new Faults();
        SHAPE.check("", json, faults);
        Set<String> kids = new HashSet<>();
        for (Suite suite : Suite.values()) {
            String set = setOf(suite);
            JsonNode keys = json.path(set);
            for (int i = 0; keys.isArray() && i < keys.size(); i++) {
                JsonNode key = keys.path(i);
                KeyJson.check(Shapes.at(set, i), key, suite, faults);
                faults.require(
                        !key.path("kid").isString() || kids.add(key.get("kid").stringValue()),
                        Shapes.at(Shapes.at(set, i), "kid"),
                        "stands twice");
                faults.require(
                        !PublicTestKeys.isOne(key.path("kid").asString("")),
                        Shapes.at(Shapes.at(set, i), "kid"),
                        "is a public test key");
            }
        }
        return faults.list();
    }

    /** The keys that a document publishes; a bad one is left out and never spoils the others. */
    public static Read read(JsonNode json) throws MalformedDocument {
        List<DocumentFault> ignored = new ArrayList<>();
        NodeKeys keys =
                Reading.of(json, NodeKeysJson::checkFrame, fields -> keys(fields, json, ignored));
        return new Read(keys, List.copyOf(ignored));
    }

    private static List<DocumentFault> checkFrame(JsonNode json) {
        Faults faults = new Faults();
        SHAPE.check("", json, faults);
        return faults.list();
    }

    private static NodeKeys keys(Fields fields, JsonNode json, List<DocumentFault> ignored)
            throws MalformedJson {
        Set<Suite> suites = EnumSet.noneOf(Suite.class);
        fields.texts("suites").forEach(text -> suites.add(Suite.valueOf(text)));
        List<NodeKey> keys = new ArrayList<>();
        Set<String> kids = new HashSet<>();
        for (Suite suite : Suite.values()) {
            JsonNode set = json.get(setOf(suite));
            for (int i = 0; i < set.size(); i++) {
                addKey(Shapes.at(setOf(suite), i), set.path(i), suite, kids, keys, ignored);
            }
        }
        return new NodeKeys(
                NodeId.parse(fields.text("node")),
                fields.uri("endpoint"),
                suites,
                keys,
                Set.copyOf(fields.texts("pins")));
    }

    private static void addKey(
            String path,
            JsonNode json,
            Suite suite,
            Set<String> kids,
            List<NodeKey> keys,
            List<DocumentFault> ignored)
            throws MalformedJson {
        Faults faults = new Faults();
        KeyJson.check(path, json, suite, faults);
        if (faults.none() && !kids.add(json.get("kid").stringValue())) {
            faults.add(Shapes.at(path, "kid"), "stands twice");
        }
        if (faults.none()) {
            keys.add(KeyJson.read((ObjectNode) json));
        }
        ignored.addAll(faults.list());
    }

    /** The document that publishes keys. */
    public static ObjectNode write(NodeKeys keys) {
        ObjectNode json =
                StrictJson.object()
                        .put("node", keys.node().value())
                        .put("endpoint", keys.endpoint().toString());
        ArrayNode suites = json.putArray("suites");
        EnumSet.copyOf(keys.suites()).forEach(suite -> suites.add(suite.name()));
        for (Suite suite : Suite.values()) {
            ArrayNode set = json.putArray(setOf(suite));
            keys.keys().stream()
                    .filter(key -> key.key().algorithm().suite() == suite)
                    .forEach(key -> set.add(KeyJson.write(key)));
        }
        ArrayNode pins = json.putArray("pins");
        keys.pins().stream().sorted().forEach(pins::add);
        return json;
    }

    /** Which member of the document lists the keys of an algorithm. */
    public static String setOf(SignatureAlgorithm algorithm) {
        return setOf(algorithm.suite());
    }

    private static String setOf(Suite suite) {
        return switch (suite) {
            case INTL -> "keys";
            case SM -> "smKeys";
        };
    }
}
