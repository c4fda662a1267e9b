package org.xinqiao.contracts.avro;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.json.Jcs;

/**
 * Values of Avro's binary encoding (<a
 * href="https://avro.apache.org/docs/1.12.0/specification/#binary-encoding">specification</a>) out
 * of bytes that anybody may have written: no length is believed that the bytes at hand do not bear
 * out, so nothing large is allocated for a small input. One thread.
 */
public final class AvroInput {
    private static final int VARINT_BYTES_MAX = 10;

    private final byte[] bytes;
    private final int end;
    private final @Nullable RepeatedTexts repeated;
    private int at;

    /** Reads these bytes. */
    public AvroInput(byte[] bytes, int from, int to) {
        this(bytes, from, to, null);
    }

    /** Reads these bytes, which are a part of a file that repeats some texts. */
    public AvroInput(byte[] bytes, int from, int to, @Nullable RepeatedTexts repeated) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
        this.repeated = repeated;
    }

    /** Where it stands. */
    public int position() {
        return at;
    }

    /** Whether everything was read. */
    public boolean atEnd() {
        return at == end;
    }

    /** A long: zigzag, seven bits a byte. */
    public long readLong() throws MalformedAvro {
        if (at < end && bytes[at] >= 0) {
            // Most numbers are small.
            long small = bytes[at++];
            return (small >>> 1) ^ -(small & 1);
        }
        long value = 0;
        for (int i = 0; i < VARINT_BYTES_MAX; i++) {
            if (at >= end) {
                throw new MalformedAvro("ends within a number");
            }
            byte part = bytes[at++];
            value |= (part & 0x7fL) << (7 * i);
            if (part >= 0) {
                if (i == VARINT_BYTES_MAX - 1 && part > 1) {
                    break;
                }
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new MalformedAvro("holds a number of more than 64 bits");
    }

    /** An int. */
    public int readInt() throws MalformedAvro {
        long value = readLong();
        if (value != (int) value) {
            throw new MalformedAvro("holds a number of more than 32 bits");
        }
        return (int) value;
    }

    /** The branch of a union or the place of an enum's symbol: from 0, under {@code count}. */
    public int readIndex(int count) throws MalformedAvro {
        long index = readLong();
        if (index < 0 || index >= count) {
            throw new MalformedAvro("names a branch or symbol that its schema does not have");
        }
        return (int) index;
    }

    /** True or false. */
    public boolean readBoolean() throws MalformedAvro {
        byte value = bytes[skip(1)];
        if (value != 0 && value != 1) {
            throw new MalformedAvro("holds a boolean that is neither 0 nor 1");
        }
        return value == 1;
    }

    /** So many bytes. */
    public byte[] readFixed(int count) throws MalformedAvro {
        int from = skip(count);
        return Arrays.copyOfRange(bytes, from, from + count);
    }

    /** Bytes with their length before them. */
    public byte[] readBytes() throws MalformedAvro {
        return readFixed(readLength());
    }

    /** A text of at most so many bytes. */
    public String readText(int bytesMax) throws MalformedAvro {
        int count = readLength(bytesMax);
        return text(skip(count), count);
    }

    /** A text of at most so many bytes, which goes into the JSON in quotes as well. */
    public String readText(int bytesMax, Jcs json) throws MalformedAvro {
        int count = readLength(bytesMax);
        int from = skip(count);
        String text = text(from, count);
        json.text(bytes, from, count);
        return text;
    }

    /** As {@link #readText(int, Jcs)}, for a text that many records have in common. */
    public String readRepeatedText(int bytesMax, Jcs json) throws MalformedAvro {
        int count = readLength(bytesMax);
        int from = skip(count);
        json.text(bytes, from, count);
        if (repeated == null) {
            return text(from, count);
        }
        String known = repeated.find(bytes, from, count);
        if (known != null) {
            return known;
        }
        String text = text(from, count);
        repeated.keep(bytes, from, count, text);
        return text;
    }

    /**
     * How many values the next block of an array or map holds; 0 after the last. Not more than the
     * rest of the bytes can hold.
     */
    public int readBlock() throws MalformedAvro {
        long count = readLong();
        if (count < 0) {
            // A negative count is followed by the block's size in bytes, for skipping.
            count = -count;
            readLong();
        }
        if (count < 0 || count > end - at) {
            throw new MalformedAvro("counts more values than there are bytes");
        }
        return (int) count;
    }

    private int readLength() throws MalformedAvro {
        return readLength(Integer.MAX_VALUE);
    }

    private int readLength(int bytesMax) throws MalformedAvro {
        long count = readLong();
        if (count < 0 || count > bytesMax) {
            throw new MalformedAvro("holds a text longer than its bound");
        }
        if (count > end - at) {
            throw new MalformedAvro("ends within a value");
        }
        return (int) count;
    }

    private int skip(int count) throws MalformedAvro {
        if (count > end - at) {
            throw new MalformedAvro("ends within a value");
        }
        int from = at;
        at += count;
        return from;
    }

    private String text(int from, int count) throws MalformedAvro {
        String text = new String(bytes, from, count, StandardCharsets.UTF_8);
        // What is no UTF-8 becomes U+FFFD without a word; one that was written out is rare.
        if (text.indexOf('\uFFFD') >= 0) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, count));
            } catch (CharacterCodingException e) {
                throw new MalformedAvro("holds a text that is not UTF-8");
            }
        }
        return text;
    }
}
