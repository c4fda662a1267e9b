package org.xinqiao.contracts.code;

import static org.xinqiao.contracts.code.CborReader.malformed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.xinqiao.contracts.problem.Refusal;

/** Base45 of RFC 9285: bytes in the alphabet of a QR code's alphanumeric mode. */
public final class Base45 {
    private static final byte[] ALPHABET =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int i = 0; i < ALPHABET.length; i++) {
            VALUES[ALPHABET[i]] = (byte) i;
        }
    }

    private Base45() {}

    /** Encodes: two bytes become three characters, a last single byte becomes two. */
    public static String encode(byte[] bytes) {
        byte[] text = new byte[bytes.length / 2 * 3 + bytes.length % 2 * 2];
        int at = 0;
        int i = 0;
        for (; i + 1 < bytes.length; i += 2) {
            int n = ((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff);
            text[at++] = ALPHABET[n % 45];
            text[at++] = ALPHABET[n / 45 % 45];
            text[at++] = ALPHABET[n / 2025];
        }
        if (i < bytes.length) {
            int n = bytes[i] & 0xff;
            text[at++] = ALPHABET[n % 45];
            text[at] = ALPHABET[n / 45];
        }
        return new String(text, StandardCharsets.US_ASCII);
    }

    /**
     * Decodes the text from {@code start} on.
     *
     * @throws Refusal for other characters, a length of 1 modulo 3, or a group over 65535 (255)
     */
    public static byte[] decode(String text, int start) throws Refusal {
        int length = text.length() - start;
        if (length % 3 == 1) {
            throw malformed("RFC 9285: no Base45 text has this length");
        }
        byte[] bytes = new byte[length / 3 * 2 + length % 3 / 2];
        int at = 0;
        int i = start;
        for (; i + 2 < text.length(); i += 3) {
            int n = value(text, i) + 45 * value(text, i + 1) + 2025 * value(text, i + 2);
            if (n > 0xffff) {
                throw malformed("RFC 9285: group over 65535");
            }
            bytes[at++] = (byte) (n >> 8);
            bytes[at++] = (byte) n;
        }
        if (i < text.length()) {
            int n = value(text, i) + 45 * value(text, i + 1);
            if (n > 0xff) {
                throw malformed("RFC 9285: last group over 255");
            }
            bytes[at] = (byte) n;
        }
        return bytes;
    }

    private static int value(String text, int index) throws Refusal {
        char c = text.charAt(index);
        int value = c < 128 ? VALUES[c] : -1;
        if (value < 0) {
            throw malformed("RFC 9285: character outside the Base45 alphabet");
        }
        return value;
    }
}
