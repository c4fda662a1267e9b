package org.xinqiao.trust.plan;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.xinqiao.contracts.crypto.Digests;
import org.xinqiao.contracts.jose.GeneralJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.jose.MalformedJws;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.document.DocumentType;
import org.xinqiao.trust.tuf.PathPattern;
import org.xinqiao.trust.tuf.RoleKey;
import org.xinqiao.trust.tuf.VerifiedRepository;
import org.xinqiao.trust.tuf.VerifiedRole;
import org.xinqiao.trust.tuf.VerifiedTarget;
import tools.jackson.databind.JsonNode;

/**
 * One version of everything that is agreed, published or only drafted: what a plan compares.
 *
 * @param documents by their path without ending, such as {@code members/cn-350200}; an agreement is
 *     what its parties signed, without the signatures
 * @param digests of the agreements' bytes, by path
 * @param roles by name
 * @param settings what {@code federation.yaml} says; it is edited and never published, so empty for
 *     a version out of a repository
 */
public record TrustVersion(
        Map<String, JsonNode> documents,
        Map<String, String> digests,
        Map<String, RoleFacts> roles,
        Optional<JsonNode> settings) {
    /** Before anything was published. */
    public static final TrustVersion NONE =
            new TrustVersion(Map.of(), Map.of(), Map.of(), Optional.empty());

    private static final String ENDING = ".json";

    /** Keeps copies. */
    public TrustVersion {
        documents = Map.copyOf(documents);
        digests = Map.copyOf(digests);
        roles = Map.copyOf(roles);
    }

    /** What a verified repository says. A file that is no JSON is left out, as nodes do. */
    public static TrustVersion of(VerifiedRepository repository) {
        Map<String, JsonNode> documents = new TreeMap<>();
        Map<String, String> digests = new TreeMap<>();
        for (VerifiedTarget target : repository.targets()) {
            if (target.path().endsWith(ENDING)) {
                String path = target.path().substring(0, target.path().length() - ENDING.length());
                read(path, target.bytes(), documents, digests);
            }
        }
        Map<String, RoleFacts> roles = new TreeMap<>();
        repository.roles().forEach(role -> roles.put(role.name(), facts(role)));
        return new TrustVersion(documents, digests, roles, Optional.empty());
    }

    private static void read(
            String path,
            byte[] bytes,
            Map<String, JsonNode> documents,
            Map<String, String> digests) {
        try {
            JsonNode json = StrictJson.parse(bytes);
            if (path.startsWith(DocumentType.AGREEMENT.directory() + "/")) {
                byte[] payload = GeneralJws.parse(json, JwsType.AGREEMENT).payload();
                json = StrictJson.parse(payload);
                digests.put(path, digest(payload));
            }
            documents.put(path, json);
        } catch (MalformedJson | MalformedJws e) {
            // It counts for nobody, and the snapshot names it among the faults.
        }
    }

    private static RoleFacts facts(VerifiedRole role) {
        return new RoleFacts(
                role.by(),
                role.authority().keys().stream().map(RoleKey::id).collect(Collectors.toSet()),
                role.authority().threshold(),
                role.paths().stream().map(PathPattern::text).collect(Collectors.toSet()));
    }

    /** What operators approve an agreement by. */
    public static String digest(byte[] payload) {
        return Base64Url.encode(Digests.sha256(payload));
    }

    /** The same with those agreements only whose digest passes. */
    public TrustVersion withAgreements(Predicate<String> digest) {
        Map<String, JsonNode> kept = new TreeMap<>(documents);
        kept.keySet()
                .removeIf(path -> digests.containsKey(path) && !digest.test(digests.get(path)));
        Map<String, String> keptDigests = new TreeMap<>(digests);
        keptDigests.keySet().retainAll(kept.keySet());
        return new TrustVersion(kept, keptDigests, roles, settings);
    }

    /** The same with what {@code federation.yaml} says. */
    public TrustVersion withSettings(Optional<JsonNode> other) {
        return new TrustVersion(documents, digests, roles, other);
    }

    /** The documents of a kind, by name. */
    Map<String, JsonNode> of(DocumentType type) {
        String prefix = type.directory() + "/";
        Map<String, JsonNode> named = new TreeMap<>();
        documents.forEach((path, json) -> {
            if (path.startsWith(prefix)) {
                named.put(path.substring(prefix.length()), json);
            }
        });
        return named;
    }
}
