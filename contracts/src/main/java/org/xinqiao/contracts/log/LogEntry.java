package org.xinqiao.contracts.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.xinqiao.contracts.crypto.Digests;

/**
 * One entry of a node's log: {@code xq1} ‖ direction ‖ SHA-256(salt ‖ JWS). It commits to a message
 * without its body; nobody learns anything from it who has not been given salt and message.
 */
public final class LogEntry {
    /** How long every entry is. */
    public static final int BYTES = 36;

    /** How long a salt is; random, one for each entry. */
    public static final int SALT_BYTES = 32;

    private static final byte[] PREFIX = "xq1".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;

    private LogEntry(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Which way a message went. */
    public enum Direction {
        /** It came in; so did changes of trust. */
        RECEIVED(0),
        /** It went out. */
        SENT(1);

        private final byte wire;

        Direction(int wire) {
            this.wire = (byte) wire;
        }
    }

    /** The entry of these bytes of a message (or of a trust snapshot) under this salt. */
    public static LogEntry of(Direction direction, byte[] salt, byte[] jws) {
        if (salt.length != SALT_BYTES) {
            throw new IllegalArgumentException("a salt has 32 bytes");
        }
        return new LogEntry(
                ByteBuffer.allocate(BYTES)
                        .put(PREFIX)
                        .put(direction.wire)
                        .put(Digests.sha256(salt, jws))
                        .array());
    }

    /** The bytes as the log holds them. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The hash of the entry's leaf, as in receipts. */
    public Hash leaf() {
        return Hash.ofLeaf(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogEntry that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
