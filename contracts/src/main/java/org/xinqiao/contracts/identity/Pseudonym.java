package org.xinqiao.contracts.identity;

import java.nio.charset.StandardCharsets;
import org.xinqiao.contracts.crypto.Digests;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.MalformedJson;

/**
 * What a natural person is called between two cities: the same for the same pair, meaningless to
 * everyone else. Whoever lacks the key can neither invert nor recompute it from the number, so the
 * home city uses another key for each partner and gives it to nobody.
 */
public final class Pseudonym {
    /** How long a key is at least. */
    public static final int KEY_BYTES_MIN = 32;

    private static final byte[] SEPARATOR = {0};

    private final String value;

    private Pseudonym(String value) {
        this.value = value;
    }

    /** base64url(HMAC-SHA-256(key, type ‖ 0x00 ‖ normalised number)). */
    public static Pseudonym derive(byte[] key, SubjectNumber number) {
        if (key.length < KEY_BYTES_MIN) {
            throw new IllegalArgumentException("A pseudonym key has at least 32 bytes");
        }
        byte[] mac =
                Digests.hmacSha256(
                        key,
                        number.type().name().getBytes(StandardCharsets.US_ASCII),
                        SEPARATOR,
                        number.reveal().getBytes(StandardCharsets.US_ASCII));
        return new Pseudonym(Base64Url.encode(mac));
    }

    /** A pseudonym that somebody else derived. */
    public static Pseudonym parse(String base64url) {
        try {
            if (Base64Url.decode(base64url).length == Digests.LENGTH) {
                return new Pseudonym(base64url);
            }
        } catch (MalformedJson e) {
            // Refused below, as one of another length is.
        }
        throw new InvalidIdentifier("pseudonym of 32 bytes in base64url", base64url);
    }

    /** The text for the wire and the ledger. */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pseudonym pseudonym && pseudonym.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value.substring(0, 4) + "…";
    }
}
