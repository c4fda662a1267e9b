package org.xinqiao.contracts.crypto;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * Numbers modulo n, the order of SM2's base point, as four words, the least significant first.
 * Nothing here branches on, or indexes by, a number's value, save where a method answers a question
 * about it.
 */
final class Sm2Order {
    static final int WORDS = 4;
    static final int BITS = 256;

    private static final long[] N = words(Curve.SM2.order);

    /** -1/n modulo 2^64. */
    private static final long FACTOR =
            Curve.SM2.order.negate().modInverse(BigInteger.ONE.shiftLeft(64)).longValue();

    private Sm2Order() {}

    /** The next 32 bytes, not reduced. */
    static long[] words(ByteBuffer bytes) {
        long[] words = new long[WORDS];
        for (int i = WORDS - 1; i >= 0; i--) {
            words[i] = bytes.getLong();
        }
        return words;
    }

    /** A number of no more than 256 bits, not reduced. */
    static long[] words(BigInteger number) {
        return words(ByteBuffer.wrap(Curve.bytes(number)));
    }

    static BigInteger number(long[] words) {
        ByteBuffer bytes = ByteBuffer.allocate(WORDS * Long.BYTES);
        put(words, bytes);
        return new BigInteger(1, bytes.array());
    }

    static void put(long[] words, ByteBuffer bytes) {
        for (int i = WORDS - 1; i >= 0; i--) {
            bytes.putLong(words[i]);
        }
    }

    static boolean isZero(long[] a) {
        return (a[0] | a[1] | a[2] | a[3]) == 0;
    }

    /** Whether it is above zero and below the order. */
    static boolean inOrder(long[] a) {
        return !isZero(a) && subtract(a, N, new long[WORDS]) != 0;
    }

    /** A number of 256 bits, which is below 2n, modulo n. */
    static long[] reduced(long[] a) {
        return reduced(a, 0);
    }

    static long[] sum(long[] a, long[] b) {
        long[] sum = new long[WORDS];
        return reduced(sum, add(a, b, sum));
    }

    static long[] difference(long[] a, long[] b) {
        long[] difference = new long[WORDS];
        long borrow = subtract(a, b, difference);
        long[] again = new long[WORDS];
        add(difference, N, again);
        return chosen(-borrow, again, difference);
    }

    /** n - a, for a above zero. */
    static long[] negated(long[] a) {
        long[] negated = new long[WORDS];
        subtract(N, a, negated);
        return negated;
    }

    /** The one if the mask is -1, the other if it is 0. */
    static long[] chosen(long mask, long[] one, long[] other) {
        long[] chosen = new long[WORDS];
        for (int i = 0; i < WORDS; i++) {
            chosen[i] = one[i] & mask | other[i] & ~mask;
        }
        return chosen;
    }

    /** a·b/2^256 by Montgomery's method: one factor holds 2^256 already. */
    static long[] product(long[] a, long[] b) {
        long[] c = new long[WORDS + 1];
        for (int i = 0; i < WORDS; i++) {
            long over = addMultiple(c, a, b[i]);
            long first = c[0];
            over += addMultiple(c, N, first * FACTOR);
            System.arraycopy(c, 1, c, 0, WORDS);
            c[WORDS] = over;
        }
        return reduced(new long[] {c[0], c[1], c[2], c[3]}, c[WORDS]);
    }

    /** Adds a·b to the five words of {@code c} and returns what does not fit. */
    private static long addMultiple(long[] c, long[] a, long b) {
        long carry = 0;
        for (int i = 0; i < WORDS; i++) {
            long low = a[i] * b;
            long high = Math.unsignedMultiplyHigh(a[i], b);
            long sum = low + c[i];
            high += carry(low, c[i], sum);
            c[i] = sum + carry;
            carry = high + carry(sum, carry, c[i]);
        }
        long top = c[WORDS];
        c[WORDS] = top + carry;
        return carry(top, carry, c[WORDS]);
    }

    private static long[] reduced(long[] a, long over) {
        long[] less = new long[WORDS];
        long borrow = subtract(a, N, less);
        // Below n exactly if subtracting borrows more than there is above the words.
        return chosen(over - borrow >> 63, a, less);
    }

    private static long add(long[] a, long[] b, long[] sum) {
        long carry = 0;
        for (int i = 0; i < WORDS; i++) {
            long half = a[i] + b[i];
            long next = carry(a[i], b[i], half);
            sum[i] = half + carry;
            carry = next + carry(half, carry, sum[i]);
        }
        return carry;
    }

    private static long subtract(long[] a, long[] b, long[] difference) {
        long borrow = 0;
        for (int i = 0; i < WORDS; i++) {
            long half = a[i] - b[i];
            long next = borrow(a[i], b[i], half);
            difference[i] = half - borrow;
            borrow = next + borrow(half, borrow, difference[i]);
        }
        return borrow;
    }

    private static long carry(long a, long b, long sum) {
        return ((a & b) | ((a | b) & ~sum)) >>> 63;
    }

    private static long borrow(long a, long b, long difference) {
        return ((~a & b) | ((~a | b) & difference)) >>> 63;
    }
}
