package org.xinqiao.contracts.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.xinqiao.contracts.crypto.Digests;
import org.xinqiao.contracts.log.Hash;

/**
 * What one side holds, as {@link Reconciliation} asks about it. A database answers by an index over
 * the places: count and {@code bit_xor} of two 64-bit columns.
 */
public interface RangeSums {
    /** How many elements a range holds, and their sum. */
    Sum sum(Range range);

    /** The elements of a range, in the order of their places as unsigned numbers. */
    List<Element> elements(Range range);

    /**
     * One entry of the state.
     *
     * @param place where it is sorted: the first 8 bytes of SHA-256 of its key, as an unsigned
     *     number
     * @param high the first 8 bytes of its state leaf
     * @param low the next 8 bytes
     */
    record Element(long place, long high, long low) {
        /** The element of a key and its state leaf. */
        public static Element of(String key, Hash stateLeaf) {
            var leaf = ByteBuffer.wrap(stateLeaf.bytes());
            return new Element(placeOf(key), leaf.getLong(), leaf.getLong());
        }

        /** The place of a key. */
        public static long placeOf(String key) {
            byte[] ascii = key.getBytes(StandardCharsets.US_ASCII);
            return ByteBuffer.wrap(Digests.sha256(ascii)).getLong();
        }
    }

    /**
     * All places that begin with the same bits.
     *
     * @param bits how many, 0 to 64
     * @param prefix these bits, at the top; zeros below
     */
    record Range(int bits, long prefix) {
        /** Every place. */
        public static final Range ALL = new Range(0, 0);

        /** Refuses bits below the prefix. */
        public Range {
            if (bits < 0 || bits > Long.SIZE || (prefix & below(bits)) != 0) {
                throw new IllegalArgumentException("a range is a prefix of 0 to 64 bits");
            }
        }

        /** The last place of the range, as an unsigned number; the first is {@link #prefix}. */
        public long last() {
            return prefix | below(bits);
        }

        /** Whether a place lies in it. */
        public boolean contains(long place) {
            return (place & ~below(bits)) == prefix;
        }

        /** The part {@code index} of the {@code 2^splitBits} that it splits into. */
        Range part(int splitBits, int index) {
            int newBits = bits + splitBits;
            return new Range(newBits, prefix | (long) index << (Long.SIZE - newBits));
        }

        private static long below(int bits) {
            return bits == 0 ? -1L : bits == Long.SIZE ? 0 : -1L >>> bits;
        }
    }

    /**
     * Count and exclusive or of what a range holds. Who wants two different sets to have the same
     * sum can make them; so it locates differences and never proves that there is none.
     *
     * @param count how many
     * @param high exclusive or of {@link Element#high}
     * @param low exclusive or of {@link Element#low}
     */
    record Sum(long count, long high, long low) {
        /** Of nothing. */
        public static final Sum ZERO = new Sum(0, 0, 0);

        /** With one element more. */
        public Sum plus(Element element) {
            return new Sum(count + 1, high ^ element.high(), low ^ element.low());
        }
    }
}
