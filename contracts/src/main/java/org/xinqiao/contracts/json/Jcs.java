package org.xinqiao.contracts.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * JSON in the one spelling of <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785</a> (JCS),
 * written straight into bytes: what is hashed in streams. It writes values and punctuation; that
 * members come in the order of their names is the caller's part, except in {@link #of}.
 *
 * <p>Numbers are whole and under 2⁵³ in size, for which every JSON reader agrees. For one thread;
 * made to be used again after {@link #cut}.
 */
public final class Jcs {
    /** The largest whole number that every JSON reader takes for the same. */
    public static final long INTEGER_MAX = (1L << 53) - 1;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long SPACES = ONES * ' ';
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';

    private static final int CAPACITY_BYTES = 1024;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] buffer = new byte[CAPACITY_BYTES];
    private int length;

    /** An empty text. */
    public Jcs() {}

    /** The canonical bytes of a value, its members sorted by the UTF-16 units of their names. */
    public static byte[] of(JsonNode value) {
        var jcs = new Jcs();
        jcs.value(value);
        return jcs.bytes();
    }

    /** Punctuation and names, in ASCII, as they are. */
    public Jcs raw(byte[] ascii) {
        return raw(ascii, 0, ascii.length);
    }

    /** Bytes that are canonical JSON, or a part of it, already. */
    public Jcs raw(byte[] json, int from, int count) {
        room(count);
        System.arraycopy(json, from, buffer, length, count);
        length += count;
        return this;
    }

    /**
     * A text in quotes.
     *
     * @throws IllegalArgumentException if it holds a lone surrogate, which has no UTF-8
     */
    public Jcs text(String text) {
        int start = length;
        if (plainAscii(text)) {
            return this;
        }
        length = start;
        Surrogates.require(text);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return text(utf8, 0, utf8.length);
    }

    /** Most names and numbers are such: no bytes in between. */
    private boolean plainAscii(String text) {
        room(text.length() + 2);
        buffer[length++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
            buffer[length++] = (byte) c;
        }
        buffer[length++] = '"';
        return true;
    }

    /** A text in quotes, which is valid UTF-8. */
    public Jcs text(byte[] utf8, int from, int count) {
        room(6 * count + 2);
        buffer[length++] = '"';
        int start = from;
        int end = from + count;
        for (int i = nextEscaped(utf8, from, end); i < end; i = nextEscaped(utf8, start, end)) {
            copy(utf8, start, i);
            escape(utf8[i]);
            start = i + 1;
        }
        copy(utf8, start, end);
        buffer[length++] = '"';
        return this;
    }

    /** A whole number, at most {@link #INTEGER_MAX} in size. */
    public Jcs number(long number) {
        if (number > INTEGER_MAX || number < -INTEGER_MAX) {
            throw new IllegalArgumentException("a number in JCS is under 2^53");
        }
        if (number < 0) {
            room(1);
            buffer[length++] = '-';
        }
        return digits(Math.abs(number), 1);
    }

    /** True or false. */
    public Jcs bool(boolean value) {
        return raw((value ? "true" : "false").getBytes(StandardCharsets.US_ASCII));
    }

    /** A calendar date of the years 0 to 9999 in quotes, {@code "2026-11-21"}. */
    public Jcs date(LocalDate date) {
        room(12);
        buffer[length++] = '"';
        digits(date.getYear(), 4);
        buffer[length++] = '-';
        digits(date.getMonthValue(), 2);
        buffer[length++] = '-';
        digits(date.getDayOfMonth(), 2);
        buffer[length++] = '"';
        return this;
    }

    /**
     * Begins the object whose members were written from this place on, each with a comma before its
     * name.
     */
    public Jcs open(int at) {
        if (at >= length || buffer[at] != ',') {
            throw new IllegalArgumentException("there is no member");
        }
        buffer[at] = '{';
        return this;
    }

    /** How many bytes were written. */
    public int length() {
        return length;
    }

    /** Forgets everything from this place on. */
    public void cut(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IllegalArgumentException("there is less than that");
        }
        length = newLength;
    }

    /** A copy of everything that was written. */
    public byte[] bytes() {
        return Arrays.copyOf(buffer, length);
    }

    /** A copy of what was written from this place on. */
    public byte[] bytesFrom(int start) {
        return Arrays.copyOfRange(buffer, start, length);
    }

    /** Hands everything that was written to a digest. */
    public void into(MessageDigest digest) {
        digest.update(buffer, 0, length);
    }

    private void value(JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> object(value);
            case ARRAY -> array(value);
            case STRING -> text(value.stringValue());
            case BOOLEAN -> bool(value.booleanValue());
            case NULL -> raw("null".getBytes(StandardCharsets.US_ASCII));
            case NUMBER -> {
                if (!value.isIntegralNumber() || !value.canConvertToLong()) {
                    throw new IllegalArgumentException("a number in JCS is whole here");
                }
                number(value.longValue());
            }
            default -> throw new IllegalArgumentException("no JSON: " + value.getNodeType());
        }
    }

    private void object(JsonNode object) {
        char before = '{';
        for (Map.Entry<String, JsonNode> member :
                object.properties().stream()
                        .sorted(Comparator.comparing(Map.Entry::getKey))
                        .toList()) {
            punctuation(before).text(member.getKey()).punctuation(':').value(member.getValue());
            before = ',';
        }
        if (before == '{') {
            punctuation('{');
        }
        punctuation('}');
    }

    private void array(JsonNode array) {
        punctuation('[');
        boolean first = true;
        for (JsonNode element : array) {
            if (!first) {
                punctuation(',');
            }
            first = false;
            value(element);
        }
        punctuation(']');
    }

    private Jcs punctuation(char character) {
        room(1);
        buffer[length++] = (byte) character;
        return this;
    }

    private Jcs digits(long number, int digitsMin) {
        int count = digitsMin;
        for (long rest = number / pow(digitsMin); rest > 0; rest /= 10) {
            count++;
        }
        room(count);
        long rest = number;
        for (int i = length + count - 1; i >= length; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
        return this;
    }

    private static long pow(int digits) {
        long power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        return power;
    }

    /** Where the next character stands that is not written as it is; {@code to} if none does. */
    private static int nextEscaped(byte[] utf8, int from, int to) {
        int i = from;
        // Eight bytes at a time: each of these is zero where no byte is such a one. The highest
        // bit of a byte is set in all of a character beyond ASCII, and those need no escape.
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long bytes = (long) LONGS.get(utf8, i);
            long quotes = bytes ^ QUOTES;
            long backslashes = bytes ^ BACKSLASHES;
            long found =
                    (bytes - SPACES) & ~bytes
                            | (quotes - ONES) & ~quotes
                            | (backslashes - ONES) & ~backslashes;
            if ((found & HIGH_BITS) != 0) {
                break;
            }
        }
        while (i < to && !isEscaped(utf8[i])) {
            i++;
        }
        return i;
    }

    private static boolean isEscaped(byte unit) {
        return unit >= 0 && unit < ' ' || unit == '"' || unit == '\\';
    }

    private void escape(byte unit) {
        buffer[length++] = '\\';
        switch (unit) {
            case '"', '\\' -> buffer[length++] = unit;
            case '\b' -> buffer[length++] = 'b';
            case '\t' -> buffer[length++] = 't';
            case '\n' -> buffer[length++] = 'n';
            case '\f' -> buffer[length++] = 'f';
            case '\r' -> buffer[length++] = 'r';
            default -> {
                buffer[length++] = 'u';
                buffer[length++] = '0';
                buffer[length++] = '0';
                buffer[length++] = HEX[unit >> 4];
                buffer[length++] = HEX[unit & 15];
            }
        }
    }

    private void copy(byte[] from, int start, int end) {
        System.arraycopy(from, start, buffer, length, end - start);
        length += end - start;
    }

    private void room(int count) {
        if (buffer.length - length < count) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + count));
        }
    }
}
