package org.xinqiao.contracts.stream;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.xinqiao.contracts.crypto.Digests;
import org.xinqiao.contracts.log.Hash;

/** The bytes of a file, counted, bounded and digested as they come. One thread. */
final class FileInput {
    private static final int BUFFER_BYTES = 65_536;
    private static final int VARINT_BYTES_MAX = 10;

    private final InputStream in;
    private final long bytesMax;
    private final MessageDigest digest = Digests.newSha256();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;
    private long taken;

    FileInput(InputStream in, long bytesMax) {
        this.in = in;
        this.bytesMax = bytesMax;
    }

    /** How many bytes were taken from the source so far. */
    long bytes() {
        return taken;
    }

    boolean atEnd() throws IOException, BadBatch {
        return at == end && !fill();
    }

    byte[] exactly(int count) throws IOException, BadBatch {
        byte[] bytes = new byte[count];
        into(bytes, count);
        return bytes;
    }

    /** Fills the first {@code count} bytes. */
    void into(byte[] bytes, int count) throws IOException, BadBatch {
        int filled = 0;
        while (filled < count) {
            if (at == end && !fill()) {
                throw cut();
            }
            int part = Math.min(count - filled, end - at);
            System.arraycopy(buffer, at, bytes, filled, part);
            at += part;
            filled += part;
        }
    }

    /** A number of Avro's between 0 and {@code max}. */
    int number(int max, String what) throws IOException, BadBatch {
        return number(0, max, what);
    }

    /** A number of Avro's between {@code min} and {@code max}. */
    int number(int min, int max, String what) throws IOException, BadBatch {
        long value = 0;
        for (int i = 0; i < VARINT_BYTES_MAX; i++) {
            if (at == end && !fill()) {
                throw cut();
            }
            byte part = buffer[at++];
            value |= (part & 0x7fL) << (7 * i);
            if (part >= 0) {
                long number = (value >>> 1) ^ -(value & 1);
                if (number < min || number > max) {
                    throw BadBatch.malformed(what + " is out of bounds");
                }
                return (int) number;
            }
        }
        throw BadBatch.malformed(what + " is no number");
    }

    /** SHA-256 of everything taken; the file's once {@link #atEnd} has said so. */
    Hash digest() {
        return Hash.of(digest.digest());
    }

    private boolean fill() throws IOException, BadBatch {
        int read = in.read(buffer);
        if (read < 0) {
            return false;
        }
        taken += read;
        if (taken > bytesMax) {
            throw BadBatch.malformed("The file is longer than " + bytesMax + " bytes");
        }
        digest.update(buffer, 0, read);
        at = 0;
        end = read;
        return read > 0 || fill();
    }

    private static BadBatch cut() {
        return BadBatch.malformed("The file ends too early");
    }
}
