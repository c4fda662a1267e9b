package org.xinqiao.gateway.operate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Encrypts what the database keeps about people (AES-256-GCM, a random nonce before the bytes). The
 * context names the row: what is sealed for one row does not open in another.
 */
@Component
public class AtRest {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random;

    AtRest(NodeConfig config, SecureRandom random) throws IOException {
        this.key = new SecretKeySpec(secret(config.secrets().atRestKeyFile()), "AES");
        this.random = random;
    }

    /** Reads a file of 32 random bytes in base64url. */
    public static byte[] secret(Path file) throws IOException {
        try {
            byte[] secret = Base64.getUrlDecoder().decode(Files.readString(file).strip());
            if (secret.length == KEY_BYTES) {
                return secret;
            }
        } catch (IllegalArgumentException e) {
            // told below, without what stands in the file
        }
        throw new IOException(file + ": 32 random bytes in base64url are expected");
    }

    /** Encrypts. */
    public byte[] seal(byte[] plain, byte[] context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, plain, context);
        byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
        return all;
    }

    /** Decrypts what {@link #seal} gave for the same context. */
    public byte[] open(byte[] sealed, byte[] context) {
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        byte[] body = Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length);
        return crypt(Cipher.DECRYPT_MODE, nonce, body, context);
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] body, byte[] context) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context);
            return cipher.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the at-rest key does not open this row", e);
        }
    }
}
