package org.xinqiao.contracts.json;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Base64url of <a href="https://www.rfc-editor.org/rfc/rfc4648#section-5">RFC 4648, section 5</a>
 * without padding, one text for each value: other characters, padding and non-zero trailing bits
 * are refused, so that two different texts never mean the same bytes.
 */
public final class Base64Url {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private Base64Url() {}

    /** The text of these bytes. */
    public static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /** The text of these bytes, as ASCII. */
    public static byte[] encodeAscii(byte[] bytes) {
        return ENCODER.encode(bytes);
    }

    /** The bytes of a text. */
    public static byte[] decode(String text) throws MalformedJson {
        // Characters above 0xFF become '?', which the alphabet does not have.
        return decode(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The bytes of an ASCII text. */
    public static byte[] decode(byte[] ascii) throws MalformedJson {
        int rest = ascii.length % 4;
        byte[] bytes;
        try {
            bytes = DECODER.decode(ascii);
        } catch (IllegalArgumentException e) {
            throw notBase64Url();
        }
        // The JDK's decoder takes padding and ignores left-over bits.
        if (rest == 1 || bytes.length != ascii.length / 4 * 3 + Math.max(0, rest - 1)) {
            throw notBase64Url();
        }
        if (rest != 0 && !endsInZeroBits(ascii[ascii.length - 1], rest == 2 ? 4 : 2)) {
            throw notBase64Url();
        }
        return bytes;
    }

    private static boolean endsInZeroBits(byte character, int bits) {
        return (valueOf(character) & ((1 << bits) - 1)) == 0;
    }

    private static int valueOf(byte character) {
        if (character >= 'a') {
            return character - 'a' + 26;
        }
        if (character >= '0' && character <= '9') {
            return character - '0' + 52;
        }
        return switch (character) {
            case '-' -> 62;
            case '_' -> 63;
            default -> character - 'A';
        };
    }

    private static MalformedJson notBase64Url() {
        return new MalformedJson("", "must be base64url without padding");
    }
}
