package org.xinqiao.gateway.operate;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Encrypts what the database keeps about people (AES-256-GCM). The context names the row: what is
 * sealed for one row does not open in another.
 *
 * <p>A sealed value is a version byte, four bytes of key id, a random nonce of 12 bytes, and the
 * ciphertext with its tag. Written is under the configured secret; read is also under each previous
 * one, and under each as the first databases used it: a value without version and key id, sealed
 * with the secret itself. So a database of any age stays readable, and whoever seals again brings
 * its values to the present form.
 */
@Component
public class AtRest {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;

    /** The current one first, then by age. */
    private final List<AtRestKey> keys;

    private final int derived;
    private final SecureRandom random;

    /** Encrypts under a node's secrets. */
    public AtRest(NodeConfig config, SecureRandom random) throws IOException {
        var secrets = new ArrayList<byte[]>();
        secrets.add(secret(config.secrets().atRestKey()));
        for (Secret previous : config.secrets().atRestPreviousKeys()) {
            secrets.add(secret(previous));
        }
        var all = new ArrayList<AtRestKey>();
        secrets.forEach(secret -> all.add(AtRestKey.derived(secret)));
        secrets.forEach(secret -> all.add(AtRestKey.direct(secret)));
        this.keys = List.copyOf(all);
        this.derived = secrets.size();
        this.random = random;
    }

    /** Reads 32 random bytes in base64url. */
    public static byte[] secret(Secret key) throws IOException {
        try {
            byte[] secret = Base64.getUrlDecoder().decode(key.read());
            if (secret.length == KEY_BYTES) {
                return secret;
            }
        } catch (IllegalArgumentException e) {
            // told below, without what stands there
        }
        throw new IOException(key + ": 32 random bytes in base64url are expected");
    }

    /** Encrypts under the current key. */
    public byte[] seal(byte[] plain, byte[] context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            return keys.getFirst().seal(nonce, plain, context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every JDK", e);
        }
    }

    /** Decrypts what {@link #seal} gave for the same context, under any of the keys. */
    public byte[] open(byte[] sealed, byte[] context) {
        for (AtRestKey key : keys) {
            byte[] plain = key.open(sealed, context, NONCE_BYTES);
            if (plain != null) {
                return plain;
            }
        }
        throw new IllegalStateException("no at-rest key opens this row");
    }

    /** What every value sealed under the current key begins with. */
    public byte[] currentPrefix() {
        return keys.getFirst().prefix();
    }

    /** Secrets for keyed hashes: the current one first, then all under which rows may stand. */
    public List<byte[]> lookupSecrets() {
        return keys.stream().map(AtRestKey::lookup).toList();
    }

    /** Ids of the configured secrets, the current one first. */
    public List<String> keyIds() {
        return keys.stream().limit(derived).map(AtRestKey::id).toList();
    }
}
