package org.xinqiao.gateway.seal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeys;

/**
 * This node's private keys, by their kid. Which of them signs is read from what the trust documents
 * publish at that moment, so that a rotation needs no restart.
 */
public final class NodeKeyring {
    private final Map<String, SigningKey> byKid;

    private final BooleanSupplier allowed;

    private NodeKeyring(Map<String, SigningKey> byKid, BooleanSupplier allowed) {
        this.byKid = Map.copyOf(byKid);
        this.allowed = allowed;
    }

    /**
     * Loads every private JWK {@code *.json} of a directory.
     *
     * @throws IOException if a file cannot be read or is not a private key; it names the file only
     */
    public static NodeKeyring load(Path directory) throws IOException {
        var keys = new HashMap<String, SigningKey>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.json")) {
            for (Path file : files) {
                SigningKey key = read(file);
                keys.put(key.kid(), key);
            }
        }
        return new NodeKeyring(keys, () -> true);
    }

    private static SigningKey read(Path file) throws IOException {
        try {
            return Keys.parsePrivate(StrictJson.parseObject(Files.readAllBytes(file)));
        } catch (MalformedJson | InvalidKey e) {
            throw new IOException(file + " is not a private JWK: " + e.getMessage(), e);
        }
    }

    /** The same keys, which sign only while a condition holds. */
    public NodeKeyring whileTrue(BooleanSupplier condition) {
        return new NodeKeyring(byKid, condition);
    }

    /** Whether it holds no key at all: then nothing can ever be signed. */
    public boolean isEmpty() {
        return byKid.isEmpty();
    }

    /** The newest key that is published for the use, in force now, of the suite, and held here. */
    public Optional<SigningKey> signing(NodeKeys published, KeyUse use, Suite suite, Instant now) {
        if (!allowed.getAsBoolean()) {
            return Optional.empty();
        }
        return published.keys().stream()
                .filter(key -> key.uses().contains(use))
                .filter(key -> key.key().algorithm().suite() == suite)
                .filter(key -> inForce(key, now))
                .sorted(Comparator.comparing(NodeKey::startsAt).reversed())
                .flatMap(key -> Optional.ofNullable(byKid.get(key.key().kid())).stream())
                .findFirst();
    }

    private static boolean inForce(NodeKey key, Instant now) {
        Instant retired = key.retiredAt();
        Instant revoked = key.revokedAt();
        return !now.isBefore(key.startsAt())
                && (retired == null || now.isBefore(retired))
                && (revoked == null || now.isBefore(revoked));
    }
}
