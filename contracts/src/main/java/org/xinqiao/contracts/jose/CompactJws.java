package org.xinqiao.contracts.jose;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.json.Base64Url;

/**
 * One signed text in the compact form of <a
 * href="https://www.rfc-editor.org/rfc/rfc7515#section-7.1">RFC 7515</a>.
 *
 * <p>Once {@link #parse} has returned, the form is right and {@code typ} is the expected one;
 * nothing else may be believed before {@link #verify} has returned for a key that the trust
 * documents give to the claimed sender.
 */
public final class CompactJws {
    private final SignedPart part;
    private final byte[] payload;

    private CompactJws(SignedPart part, byte[] payload) {
        this.part = part;
        this.payload = payload;
    }

    /** The payload signed as this kind, as ASCII text. */
    public static String sign(SigningKey key, JwsType type, byte[] payload) {
        byte[] input = SignedPart.input(Header.write(key, type), Base64Url.encodeAscii(payload));
        byte[] jws = SignedPart.input(input, SignedPart.sign(key, input));
        return new String(jws, StandardCharsets.ISO_8859_1);
    }

    /** A JWS of exactly this kind: three parts, ASCII, nothing before or after. */
    public static CompactJws parse(byte[] ascii, JwsType expected) throws MalformedJws {
        int first = indexOfDot(ascii, 0);
        int second = indexOfDot(ascii, first + 1);
        if (first < 0 || second < 0 || indexOfDot(ascii, second + 1) >= 0) {
            throw Header.malformed("A compact JWS has three parts");
        }
        Header header = Header.parse(Arrays.copyOf(ascii, first), expected);
        byte[] signature =
                SignedPart.signature(Arrays.copyOfRange(ascii, second + 1, ascii.length));
        byte[] payload =
                SignedPart.bytes(Arrays.copyOfRange(ascii, first + 1, second), "The payload");
        return new CompactJws(
                new SignedPart(header, Arrays.copyOf(ascii, second), signature), payload);
    }

    /** The algorithm that the header claims. */
    public SignatureAlgorithm algorithm() {
        return part.header().algorithm();
    }

    /** The key that the header claims. */
    public String kid() {
        return part.header().kid();
    }

    /** What was signed; not trustworthy before {@link #verify} has returned. */
    public byte[] payload() {
        return payload.clone();
    }

    /** Returns only if this key, by its own algorithm and name, signed header and payload. */
    public void verify(VerificationKey key) throws BadSignature {
        part.verify(key);
    }

    private static int indexOfDot(byte[] ascii, int from) {
        for (int i = from; i < ascii.length; i++) {
            if (ascii[i] == '.') {
                return i;
            }
        }
        return -1;
    }
}
