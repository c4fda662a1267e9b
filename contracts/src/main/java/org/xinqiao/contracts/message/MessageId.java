package org.xinqiao.contracts.message;

import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A message's id: a UUIDv7 in lower case (RFC 9562).
 *
 * @param value the UUID
 */
public record MessageId(UUID value) {
    private static final int VERSION = 7;
    private static final int VARIANT = 2;

    /** Refuses other versions. */
    public MessageId {
        if (value.version() != VERSION || value.variant() != VARIANT) {
            throw new IllegalArgumentException("a message id is a UUIDv7");
        }
    }

    /**
     * Reads the canonical text.
     *
     * @throws IllegalArgumentException if it is not a UUIDv7 in canonical form
     */
    public static MessageId parse(String text) {
        UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equals(text)) {
            throw new IllegalArgumentException("a message id is a UUIDv7 in canonical form");
        }
        return new MessageId(uuid);
    }

    /**
     * Makes an id.
     *
     * @param epochMillis the time
     * @param random 74 bits of it are used
     */
    public static MessageId of(long epochMillis, UUID random) {
        long high = (epochMillis << 16) | 0x7000 | (random.getMostSignificantBits() & 0xfff);
        return new MessageId(new UUID(high, random.getLeastSignificantBits()));
    }

    /** Makes an id with 74 random bits. */
    public static MessageId random(long epochMillis, RandomGenerator random) {
        long low = (random.nextLong() >>> 2) | (1L << 63);
        return of(epochMillis, new UUID(random.nextLong(), low));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
