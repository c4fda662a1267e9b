package org.xinqiao.trust.edit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.document.FederationPlan.Quorum;
import org.xinqiao.trust.tuf.Authority;
import org.xinqiao.trust.tuf.RoleKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The keys of roles: public ones in {@code roles/<role>.yaml}, private ones apart. */
final class RoleKeyFiles {
    private final Federation federation;

    RoleKeyFiles(Federation federation) {
        this.federation = federation;
    }

    /** Makes the keys of a role anew; the private keys before stay, to sign the way over. */
    void make(String role, int count, SecureRandom random) throws IOException {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(fresh(role, random));
        }
        write(role, keys);
    }

    private String fresh(String role, SecureRandom random) throws IOException {
        SigningKey key = Keys.generate(SignatureAlgorithm.EDDSA, random);
        federation.privateRoleKeys(role).write(key, random);
        return RoleKey.of(key.publicKey()).json().get("keyval").get("public").stringValue();
    }

    private void write(String role, List<String> texts) throws IOException {
        ObjectNode json = StrictJson.object().put("role", role);
        ArrayNode keys = json.putArray("keys");
        texts.forEach(keys::add);
        Path file = federation.roleKeys(role);
        Files.createDirectories(file.getParent());
        Files.writeString(file, YamlText.of(json), StandardCharsets.UTF_8);
    }

    /** Adds a key to those of a role. */
    void add(String role, SecureRandom random) throws IOException {
        List<String> keys = new ArrayList<>(texts(role, new ArrayList<>()));
        keys.add(fresh(role, random));
        write(role, keys);
    }

    /** How many keys a role has. */
    int count(String role) throws IOException {
        return exist(role) ? texts(role, new ArrayList<>()).size() : 0;
    }

    /** Takes a key out by its id; its private half stays. */
    void remove(String role, String id) throws IOException, NotPossible {
        List<String> left = new ArrayList<>();
        boolean found = false;
        for (String text : exist(role) ? texts(role, new ArrayList<>()) : Set.<String>of()) {
            try {
                if (key(role, text).id().equals(id)) {
                    found = true;
                } else {
                    left.add(text);
                }
            } catch (CannotSign e) {
                throw new NotPossible(String.valueOf(e.getMessage()));
            }
        }
        if (!found) {
            throw new NotPossible("role " + role + " has no key " + id);
        }
        write(role, left);
    }

    private Set<String> texts(String role, List<LintFault> faults) throws IOException {
        JsonNode json =
                YamlDocument.parse(
                                "roles/" + role + ".yaml",
                                Files.readString(federation.roleKeys(role)),
                                faults)
                        .json();
        Set<String> texts = new TreeSet<>();
        json.path("keys").forEach(key -> texts.add(key.asString("")));
        return texts;
    }

    boolean exist(String role) {
        return Files.exists(federation.roleKeys(role));
    }

    /** Who signs for a role now. */
    Authority authority(String role, Quorum quorum) throws IOException, CannotSign {
        Path file = federation.roleKeys(role);
        if (!Files.exists(file)) {
            throw new CannotSign("role " + role + " has no keys yet: run keygen");
        }
        List<LintFault> faults = new ArrayList<>();
        List<RoleKey> keys = new ArrayList<>();
        for (String text : texts(role, faults)) {
            keys.add(key(role, text));
        }
        if (!faults.isEmpty() || keys.size() < quorum.threshold()) {
            throw new CannotSign(
                    "roles/"
                            + role
                            + ".yaml lists too few keys for threshold "
                            + quorum.threshold());
        }
        return new Authority(Set.copyOf(keys), quorum.threshold());
    }

    private static RoleKey key(String role, String hex) throws CannotSign {
        try {
            byte[] x = HexFormat.of().parseHex(hex);
            ObjectNode jwk =
                    StrictJson.object()
                            .put("kty", "OKP")
                            .put("crv", "Ed25519")
                            .put("x", Base64Url.encode(x));
            return RoleKey.of(Keys.parsePublic(jwk));
        } catch (IllegalArgumentException | InvalidKey e) {
            throw new CannotSign("roles/" + role + ".yaml: not an Ed25519 key in hex");
        }
    }

    /** The private keys here that belong to any of these authorities. */
    List<SigningKey> signers(String role, Authority... authorities) throws IOException {
        Set<RoleKey> wanted = new HashSet<>();
        for (Authority authority : authorities) {
            wanted.addAll(authority.keys());
        }
        return federation.privateRoleKeys(role).read().stream()
                .filter(key -> key.algorithm() == SignatureAlgorithm.EDDSA)
                .filter(key -> wanted.contains(RoleKey.of(key.publicKey())))
                .toList();
    }
}
