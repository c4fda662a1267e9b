package org.xinqiao.contracts.avro;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.xinqiao.contracts.json.Surrogates;

/** Values in Avro's binary encoding, into a buffer that grows and is used again. One thread. */
public final class AvroOutput {
    private static final int CAPACITY_BYTES = 1024;
    private static final int VARINT_BYTES_MAX = 10;

    private byte[] buffer = new byte[CAPACITY_BYTES];
    private int length;

    /** An empty buffer. */
    public AvroOutput() {}

    /** A long; an int, the branch of a union and the place of a symbol are written alike. */
    public AvroOutput writeLong(long value) {
        room(VARINT_BYTES_MAX);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            buffer[length++] = (byte) (rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        buffer[length++] = (byte) rest;
        return this;
    }

    /** True or false. */
    public AvroOutput writeBoolean(boolean value) {
        room(1);
        buffer[length++] = (byte) (value ? 1 : 0);
        return this;
    }

    /**
     * A text.
     *
     * @throws IllegalArgumentException if it holds a lone surrogate, which has no UTF-8
     */
    public AvroOutput writeText(String text) {
        Surrogates.require(text);
        return writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes with their length before them. */
    public AvroOutput writeBytes(byte[] bytes) {
        return writeLong(bytes.length).writeFixed(bytes);
    }

    /** Bytes of a length that the schema says. */
    public AvroOutput writeFixed(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
        return this;
    }

    /** How many bytes were written. */
    public int length() {
        return length;
    }

    /** Begins anew. */
    public void clear() {
        length = 0;
    }

    /** A copy of what was written. */
    public byte[] bytes() {
        return Arrays.copyOf(buffer, length);
    }

    /** The buffer itself, of which {@link #length()} bytes count; for reading at once. */
    public byte[] buffer() {
        return buffer;
    }

    private void room(int count) {
        if (buffer.length - length < count) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + count));
        }
    }
}
