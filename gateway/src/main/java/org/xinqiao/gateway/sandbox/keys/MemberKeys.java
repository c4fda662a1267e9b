package org.xinqiao.gateway.sandbox.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.sandbox.files.PrivateFile;

/**
 * A member's signing keys of both suites, and those of its evidence log, each a private JWK in a
 * file of its own.
 *
 * @param keys each with what it may sign
 */
public record MemberKeys(List<MemberKey> keys) {
    private static final Set<KeyUse> RECORDS =
            EnumSet.of(KeyUse.CONSENT, KeyUse.AGREEMENT, KeyUse.STATUS, KeyUse.STREAM);
    private static final Set<KeyUse> ALL_SIGNING =
            EnumSet.of(
                    KeyUse.MESSAGE,
                    KeyUse.PASS,
                    KeyUse.CONSENT,
                    KeyUse.AGREEMENT,
                    KeyUse.STATUS,
                    KeyUse.STREAM);
    private static final Map<String, SignatureAlgorithm> SUITES =
            Map.of("intl", SignatureAlgorithm.ES256, "sm", SignatureAlgorithm.SM2SM3);

    /** One key and its uses. */
    public record MemberKey(SigningKey key, Set<KeyUse> uses) {}

    /**
     * A node's keys: messages, passes and records under keys of their own, and those to which
     * others encrypt what is for this node alone. Made if there are none yet.
     */
    public static MemberKeys ofNode(Path directory, SecureRandom random) throws IOException {
        return in(
                directory,
                Map.of(
                        "message",
                        EnumSet.of(KeyUse.MESSAGE),
                        "pass",
                        EnumSet.of(KeyUse.PASS),
                        "records",
                        RECORDS,
                        "enc",
                        EnumSet.of(KeyUse.ENC)),
                random);
    }

    /**
     * The keys of the member whose software is somebody else's: one a suite for everything, simple
     * to hand over, and the two of the log.
     */
    public static MemberKeys ofOutsider(Path directory, SecureRandom random) throws IOException {
        return in(directory, Map.of("all", ALL_SIGNING), random);
    }

    private static MemberKeys in(Path directory, Map<String, Set<KeyUse>> uses, SecureRandom random)
            throws IOException {
        List<MemberKey> keys = new ArrayList<>();
        for (var suite : SUITES.entrySet()) {
            for (var use : uses.entrySet()) {
                Path file = directory.resolve(suite.getKey() + "-" + use.getKey() + ".json");
                keys.add(new MemberKey(key(file, suite.getValue(), random), use.getValue()));
            }
        }
        for (KeyUse use : List.of(KeyUse.LOG, KeyUse.WITNESS)) {
            Path file = directory.resolve("log-" + use.wire() + ".json");
            keys.add(new MemberKey(key(file, SignatureAlgorithm.EDDSA, random), EnumSet.of(use)));
        }
        return new MemberKeys(List.copyOf(keys));
    }

    private static SigningKey key(Path file, SignatureAlgorithm algorithm, SecureRandom random)
            throws IOException {
        if (!Files.exists(file)) {
            SigningKey fresh = Keys.generate(algorithm, random);
            PrivateFile.write(file, StrictJson.mapper().writeValueAsString(fresh.privateJwk()));
        }
        try {
            return Keys.parsePrivate(StrictJson.parseObject(Files.readAllBytes(file)));
        } catch (MalformedJson | InvalidKey e) {
            throw new IOException(file + " is not a private key", e);
        }
    }

    /** The first key for a use. */
    public SigningKey first(KeyUse use) {
        return keys.stream()
                .filter(key -> key.uses().contains(use))
                .map(MemberKey::key)
                .findFirst()
                .orElseThrow();
    }

    /** The public halves of the keys for a use. */
    public List<VerificationKey> verifying(KeyUse use) {
        return keys.stream()
                .filter(key -> key.uses().contains(use))
                .map(key -> key.key().publicKey())
                .toList();
    }

    /** The first key of an algorithm. */
    public SigningKey first(SignatureAlgorithm algorithm) {
        return keys.stream()
                .map(MemberKey::key)
                .filter(key -> key.algorithm() == algorithm)
                .findFirst()
                .orElseThrow();
    }
}
