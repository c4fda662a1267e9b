package org.xinqiao.contracts.code;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;

/**
 * Reads deterministic CBOR (RFC 8949, 4.2.1) by pull: the caller says what it expects next.
 *
 * <p>Because every read names a type, nesting is bounded by the caller's code and nothing is
 * allocated for a length that the input does not hold. Longer forms of integers and lengths,
 * indefinite lengths, and map keys out of order are refused; tags and floats are never asked for.
 */
final class CborReader {
    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int MAP = 5;

    private final byte[] in;
    private int at;

    CborReader(byte[] in) {
        this.in = in;
    }

    int position() {
        return at;
    }

    byte[] slice(int from) {
        return Arrays.copyOfRange(in, from, at);
    }

    int array() throws Refusal {
        return count(ARRAY);
    }

    int map() throws Refusal {
        return count(MAP);
    }

    /** An unsigned integer up to 2⁶³−1. */
    long unsigned() throws Refusal {
        return head(UNSIGNED);
    }

    /** An unsigned integer under 2³². */
    long unsigned32(String field) throws Refusal {
        long value = unsigned();
        require(value <= 0xffff_ffffL, field + " is under 2^32");
        return value;
    }

    /** Any integer. */
    long integer() throws Refusal {
        return major() == NEGATIVE ? -1 - head(NEGATIVE) : head(UNSIGNED);
    }

    byte[] bytes() throws Refusal {
        int length = count(BYTES);
        at += length;
        return Arrays.copyOfRange(in, at - length, at);
    }

    byte[] bytes(int length, String field) throws Refusal {
        byte[] value = bytes();
        require(value.length == length, field + " has " + length + " bytes");
        return value;
    }

    String text() throws Refusal {
        int length = count(TEXT);
        try {
            at += length;
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in, at - length, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("RFC 8949: text is UTF-8");
        }
    }

    boolean bool() throws Refusal {
        int b = next();
        require(b == 0xf4 || b == 0xf5, "a boolean is expected");
        return b == 0xf5;
    }

    /** Whether the next item is a byte string. */
    boolean atBytes() {
        return at < in.length && major() == BYTES;
    }

    void end() throws Refusal {
        require(at == in.length, "nothing follows the last item");
    }

    /** The refusal of a code that breaks a rule of form. */
    static Refusal malformed(String rule) {
        return new Refusal(ProblemType.CODE_MALFORMED, "rule", rule);
    }

    static void require(boolean holds, String rule) throws Refusal {
        if (!holds) {
            throw malformed(rule);
        }
    }

    /** A length that cannot pass the end of the input: one byte an item is the least. */
    private int count(int major) throws Refusal {
        long count = head(major);
        require(count <= in.length - at, "RFC 8949: a length passes the end of the input");
        return (int) count;
    }

    private int major() {
        return at < in.length ? (in[at] & 0xff) >> 5 : -1;
    }

    private long head(int expected) throws Refusal {
        int b = next();
        require(b >> 5 == expected, "another CBOR type is expected");
        int info = b & 0x1f;
        if (info < 24) {
            return info;
        }
        require(info <= 27, "RFC 8949, 4.2.1: definite lengths only");
        int size = 1 << (info - 24);
        require(size <= in.length - at, "the input ends too early");
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = (value << 8) | (in[at++] & 0xff);
        }
        boolean shortest = size == 1 ? value >= 24 : value < 0 || value >= (1L << (4 * size));
        require(shortest, "RFC 8949, 4.2.1: shortest form of an integer or length");
        require(value >= 0, "an integer is under 2^63");
        return value;
    }

    private int next() throws Refusal {
        require(at < in.length, "the input ends too early");
        return in[at++] & 0xff;
    }
}
