package org.xinqiao.contracts.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The content encryption of each suite: AES-256-GCM and SM4-GCM, with an IV of {@value #IV_BYTES}
 * bytes and a tag of {@value #TAG_BYTES}.
 *
 * <p>An IV must never come twice under one key: two such texts reveal each other and let anyone
 * forge a third.
 */
public final class ContentCipher {
    /** The length of an IV. */
    public static final int IV_BYTES = 12;

    /** The length of a tag. */
    public static final int TAG_BYTES = 16;

    private ContentCipher() {}

    /** The length of a key of this suite. */
    public static int keyBytes(Suite suite) {
        return suite == Suite.INTL ? 32 : 16;
    }

    /** The ciphertext with its tag behind it. */
    public static byte[] seal(Suite suite, byte[] key, byte[] iv, byte[] authentic, byte[] plain) {
        requireLengths(suite, key, iv);
        try {
            return suite == Suite.INTL
                    ? aes(Cipher.ENCRYPT_MODE, key, iv, authentic, plain)
                    : sm4(true, key, iv, authentic, plain);
        } catch (GeneralSecurityException | InvalidCipherTextException e) {
            throw new IllegalStateException("Every Java platform has AES-GCM", e);
        }
    }

    /** The plain text, if key, IV, authentic data, ciphertext and tag belong together. */
    public static byte[] open(Suite suite, byte[] key, byte[] iv, byte[] authentic, byte[] sealed)
            throws BadCiphertext {
        requireLengths(suite, key, iv);
        if (sealed.length < TAG_BYTES) {
            throw new BadCiphertext();
        }
        try {
            return suite == Suite.INTL
                    ? aes(Cipher.DECRYPT_MODE, key, iv, authentic, sealed)
                    : sm4(false, key, iv, authentic, sealed);
        } catch (GeneralSecurityException | InvalidCipherTextException e) {
            throw new BadCiphertext();
        }
    }

    private static byte[] aes(int mode, byte[] key, byte[] iv, byte[] authentic, byte[] input)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(TAG_BYTES * Byte.SIZE, iv));
        cipher.updateAAD(authentic);
        return cipher.doFinal(input);
    }

    private static byte[] sm4(boolean seal, byte[] key, byte[] iv, byte[] authentic, byte[] input)
            throws InvalidCipherTextException {
        GCMModeCipher cipher = GCMBlockCipher.newInstance(new SM4Engine());
        cipher.init(
                seal,
                new AEADParameters(new KeyParameter(key), TAG_BYTES * Byte.SIZE, iv, authentic));
        byte[] output = new byte[cipher.getOutputSize(input.length)];
        int length = cipher.processBytes(input, 0, input.length, output, 0);
        length += cipher.doFinal(output, length);
        return Arrays.copyOf(output, length);
    }

    private static void requireLengths(Suite suite, byte[] key, byte[] iv) {
        if (key.length != keyBytes(suite) || iv.length != IV_BYTES) {
            throw new IllegalArgumentException("Key or IV has the wrong length");
        }
    }
}
