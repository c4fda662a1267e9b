package org.xinqiao.gateway.conform;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.trust.TlsIdentity;
import org.xinqiao.trust.key.FileState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads who is played: {@code sandbox.json} as the sandbox writes it, or {@code member.json} in a
 * directory of one's own, which has the same members:
 *
 * <pre>{@code
 * { "outside": { "id": "cn-330100", "signing": { "INTL": <private JWK>, "SM": <private JWK> },
 *                "log": { "log": <private JWK> }, "revoked": <private JWK>,
 *                "tls": { "certificate": "tls.crt.pem", "key": "tls.key.pem" } },
 *   "trust": { "root": "1.root.json", "repository": "https://trust.example/" } }
 * }</pre>
 *
 * {@code log}, {@code revoked} and one of the suites may be left out; paths are relative to the
 * file. As it holds private keys, it must not be everyone's to read.
 */
public final class MemberFile {
    private MemberFile() {}

    /**
     * The member in this file.
     *
     * @throws IOException names what is missing or wrong
     */
    public static Member read(Path file) throws IOException {
        FileState.requirePrivate(file);
        try {
            ObjectNode json = StrictJson.parseObject(Files.readAllBytes(file));
            JsonNode own = json.path("outside");
            var keys = new EnumMap<Suite, SigningKey>(Suite.class);
            for (Suite suite : Suite.values()) {
                SigningKey key = key(own.path("signing").path(suite.name()));
                if (key != null) {
                    keys.put(suite, key);
                }
            }
            return new Member(
                    NodeId.parse(text(own, "id")),
                    keys,
                    key(own.path("log").path("log")),
                    key(own.path("revoked")),
                    TlsIdentity.read(
                            file.resolveSibling(text(own.path("tls"), "certificate")),
                            file.resolveSibling(text(own.path("tls"), "key"))),
                    file.resolveSibling(text(json.path("trust"), "root")),
                    URI.create(text(json.path("trust"), "repository")),
                    platforms(json));
        } catch (MalformedJson | InvalidKey | InvalidIdentifier | IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static String text(JsonNode json, String member) throws IOException {
        String text = json.path(member).asString("");
        if (text.isEmpty()) {
            throw new IOException("the member's file must have the text " + member);
        }
        return text;
    }

    private static @Nullable SigningKey key(JsonNode jwk) throws InvalidKey {
        return jwk.isObject() ? Keys.parsePrivate(jwk) : null;
    }

    private static Map<NodeId, Platform> platforms(ObjectNode json) {
        var platforms = new HashMap<NodeId, Platform>();
        for (JsonNode node : json.path("nodes")) {
            String token = node.path("tokens").path("platform").asString("");
            NodeId id = NodeId.parse(node.path("id").asString());
            List<JsonNode> residents = residents(json, id);
            if (!token.isEmpty() && !residents.isEmpty()) {
                URI api = URI.create(node.path("api").asString());
                ObjectNode best = subject(residents.getLast());
                ObjectNode least = residents.size() > 1 ? subject(residents.getFirst()) : null;
                platforms.put(id, new Platform(api, token, best, least));
            }
        }
        return platforms;
    }

    private static ObjectNode subject(JsonNode resident) {
        return StrictJson.object()
                .put("type", "CITIZEN")
                .put("number", resident.path("number").asString());
    }

    /** Those of a city who have a score, by it. */
    private static List<JsonNode> residents(ObjectNode json, NodeId node) {
        return json.path("residents")
                .valueStream()
                .filter(resident -> resident.path("node").asString("").equals(node.value()))
                .filter(resident -> resident.path("score").asInt(-1) >= 0)
                .sorted(Comparator.comparingInt(resident -> resident.path("score").asInt()))
                .toList();
    }
}
