package org.xinqiao.contracts.jose;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.xinqiao.contracts.crypto.BadCiphertext;
import org.xinqiao.contracts.crypto.ContentCipher;
import org.xinqiao.contracts.crypto.KeyTransport;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.MalformedJson;

/**
 * A text for one recipient only, in the compact form of <a
 * href="https://www.rfc-editor.org/rfc/rfc7516#section-7.1">RFC 7516</a>: {@code ECDH-ES} with
 * {@code A256GCM} for a P-256 key, {@code SM2} with {@code SM4GCM} for an SM2 key.
 *
 * <p>Once {@link #decrypt} has returned, the text is whole and was made for this message. Who made
 * it is not known from it: anyone can encrypt to a published key, so it must come inside a verified
 * {@link CompactJws}.
 */
public final class CompactJwe {
    private static final int PARTS = 5;

    private final JweHeader header;
    private final byte[] headerText;
    private final byte[] encryptedKey;
    private final byte[] iv;
    private final byte[] sealed;

    private CompactJwe(JweHeader header, byte[][] parts) throws MalformedJwe {
        this.header = header;
        this.headerText = parts[0];
        this.encryptedKey = bytes(parts[1]);
        this.iv = bytes(parts[2]);
        byte[] tag = bytes(parts[4]);
        if (iv.length != ContentCipher.IV_BYTES || tag.length != ContentCipher.TAG_BYTES) {
            throw new MalformedJwe("The IV or the tag has the wrong length");
        }
        if (header.suite() == Suite.INTL && encryptedKey.length != 0) {
            throw new MalformedJwe("ECDH-ES has no encrypted key");
        }
        this.sealed = join(bytes(parts[3]), tag);
    }

    /** The text for the holder of {@code recipient}, bound to the message that will carry it. */
    public static String encrypt(
            VerificationKey recipient, Addressing addressing, byte[] plain, SecureRandom random) {
        if (recipient.algorithm().suite() == Suite.INTL) {
            SigningKey ephemeral = Keys.generate(SignatureAlgorithm.ES256, random);
            byte[] agreed = KeyTransport.agree(ephemeral, recipient);
            JweHeader header =
                    new JweHeader(Suite.INTL, recipient.kid(), addressing, ephemeral.publicKey());
            return seal(header, ConcatKdf.contentKey(agreed), new byte[0], plain, random);
        }
        byte[] contentKey = new byte[ContentCipher.keyBytes(Suite.SM)];
        random.nextBytes(contentKey);
        JweHeader header = new JweHeader(Suite.SM, recipient.kid(), addressing, null);
        byte[] encryptedKey = KeyTransport.encrypt(recipient, contentKey, random);
        return seal(header, contentKey, encryptedKey, plain, random);
    }

    /** A JWE of the profile: five parts, ASCII, nothing before or after. */
    public static CompactJwe parse(byte[] ascii) throws MalformedJwe {
        byte[][] parts = new byte[PARTS][];
        int from = 0;
        for (int i = 0; i < PARTS; i++) {
            int to = from;
            while (to < ascii.length && ascii[to] != '.') {
                to++;
            }
            // The last part ends with the text, every other one before a dot.
            if ((to == ascii.length) != (i == PARTS - 1)) {
                throw new MalformedJwe("A compact JWE has five parts");
            }
            parts[i] = Arrays.copyOfRange(ascii, from, to);
            from = to + 1;
        }
        return new CompactJwe(JweHeader.parse(parts[0]), parts);
    }

    /** The suite of the recipient's key. */
    public Suite suite() {
        return header.suite();
    }

    /** The recipient's key. */
    public String kid() {
        return header.kid();
    }

    /** The plain text, if it was made for this key and this message. */
    public byte[] decrypt(SigningKey key, Addressing expected) throws BadCiphertext {
        boolean meant = key.kid().equals(header.kid()) && expected.equals(header.addressing());
        if (!meant || key.algorithm().suite() != header.suite()) {
            throw new BadCiphertext();
        }
        return ContentCipher.open(header.suite(), contentKey(key), iv, headerText, sealed);
    }

    private byte[] contentKey(SigningKey key) throws BadCiphertext {
        VerificationKey ephemeral = header.ephemeral();
        return ephemeral == null
                ? KeyTransport.decrypt(key, encryptedKey, ContentCipher.keyBytes(Suite.SM))
                : ConcatKdf.contentKey(KeyTransport.agree(key, ephemeral));
    }

    private static String seal(
            JweHeader header,
            byte[] contentKey,
            byte[] encryptedKey,
            byte[] plain,
            SecureRandom random) {
        byte[] headerText = header.write();
        byte[] iv = new byte[ContentCipher.IV_BYTES];
        random.nextBytes(iv);
        byte[] sealed = ContentCipher.seal(header.suite(), contentKey, iv, headerText, plain);
        int length = sealed.length - ContentCipher.TAG_BYTES;
        return String.join(
                ".",
                new String(headerText, StandardCharsets.US_ASCII),
                Base64Url.encode(encryptedKey),
                Base64Url.encode(iv),
                Base64Url.encode(Arrays.copyOf(sealed, length)),
                Base64Url.encode(Arrays.copyOfRange(sealed, length, sealed.length)));
    }

    private static byte[] bytes(byte[] base64url) throws MalformedJwe {
        try {
            return Base64Url.decode(base64url);
        } catch (MalformedJson e) {
            throw new MalformedJwe("A part " + e.rule());
        }
    }

    private static byte[] join(byte[] ciphertext, byte[] tag) {
        byte[] sealed = Arrays.copyOf(ciphertext, ciphertext.length + tag.length);
        System.arraycopy(tag, 0, sealed, ciphertext.length, tag.length);
        return sealed;
    }
}
