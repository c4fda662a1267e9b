package org.xinqiao.gateway.operate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * One secret for what the database keeps about people, with the keys derived from it by
 * HKDF-SHA256, each under a label of its own: one encrypts, one hashes for lookups, and the key's
 * id, which says nothing about either.
 */
final class AtRestKey {
    /** Before the key's id in everything that is sealed with a derived key. */
    static final byte VERSION = 1;

    private static final int ID_BYTES = 4;
    private static final int KEY_BYTES = 32;
    private static final int TAG_BITS = 128;

    /** What stands before the nonce; empty for what was sealed before keys were derived. */
    private final byte[] prefix;

    private final SecretKeySpec sealing;
    private final byte[] lookup;

    private AtRestKey(byte[] prefix, byte[] sealing, byte[] lookup) {
        this.prefix = prefix;
        this.sealing = new SecretKeySpec(sealing, "AES");
        this.lookup = lookup;
    }

    /** The keys derived from a secret. */
    static AtRestKey derived(byte[] secret) {
        byte[] prefix = new byte[1 + ID_BYTES];
        prefix[0] = VERSION;
        System.arraycopy(derive(secret, "xinqiao at rest id v1", ID_BYTES), 0, prefix, 1, ID_BYTES);
        return new AtRestKey(
                prefix,
                derive(secret, "xinqiao at rest seal v1", KEY_BYTES),
                derive(secret, "xinqiao at rest lookup v1", KEY_BYTES));
    }

    /**
     * The same secret as the first databases used it: itself the key that encrypts, without an id.
     */
    static AtRestKey direct(byte[] secret) {
        return new AtRestKey(new byte[0], secret, hmac(secret, "xinqiao subject lookup"));
    }

    /** Its id in hexadecimal. */
    String id() {
        return HexFormat.of().formatHex(prefix, 1, prefix.length);
    }

    /** What everything sealed with it begins with. */
    byte[] prefix() {
        return prefix.clone();
    }

    /** The secret for keyed hashes. */
    byte[] lookup() {
        return lookup.clone();
    }

    byte[] seal(byte[] nonce, byte[] plain, byte[] context) throws GeneralSecurityException {
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, plain, context);
        byte[] all = Arrays.copyOf(prefix, prefix.length + nonce.length + sealed.length);
        System.arraycopy(nonce, 0, all, prefix.length, nonce.length);
        System.arraycopy(sealed, 0, all, prefix.length + nonce.length, sealed.length);
        return all;
    }

    /** What was sealed, or null if it was not with this key. */
    byte @Nullable [] open(byte[] sealed, byte[] context, int nonceBytes) {
        int body = prefix.length + nonceBytes;
        if (sealed.length < body || !Arrays.equals(prefix, Arrays.copyOf(sealed, prefix.length))) {
            return null;
        }
        try {
            return crypt(
                    Cipher.DECRYPT_MODE,
                    Arrays.copyOfRange(sealed, prefix.length, body),
                    Arrays.copyOfRange(sealed, body, sealed.length),
                    context);
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] body, byte[] context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context);
        return cipher.doFinal(body);
    }

    private static byte[] derive(byte[] secret, String label, int bytes) {
        try {
            var parameters =
                    HKDFParameterSpec.ofExtract()
                            .addIKM(secret)
                            .thenExpand(label.getBytes(StandardCharsets.US_ASCII), bytes);
            return KDF.getInstance("HKDF-SHA256").deriveData(parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF is part of this JDK", e);
        }
    }

    private static byte[] hmac(byte[] secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is part of every JDK", e);
        }
    }
}
