package org.xinqiao.contracts.crypto;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * A number modulo the prime of SM2's curve, p = 2^256 - 2^224 - 2^96 + 2^64 - 1, in Montgomery form
 * with R = 2^260: five signed limbs of 52 bits. With limbs of 64 bits, Java would spend more on
 * finding carries than on multiplying; here twelve bits are to spare in each limb, so that sums and
 * differences carry nothing.
 *
 * <p>Nothing here branches on, or indexes by, the number.
 */
final class Sm2Element extends Sm2Limbs {
    /** How many longs {@link #store} writes. */
    static final int LIMBS = 5;

    static final BigInteger P = Curve.SM2.parameters.getCurve().getField().getCharacteristic();

    private static final Sm2Element ONE = raw(BigInteger.ONE.shiftLeft(260).mod(P));
    private static final Sm2Element R_SQUARED = raw(BigInteger.ONE.shiftLeft(520).mod(P));
    private static final Sm2Element RAW_ONE = raw(BigInteger.ONE);
    private static final Sm2Element RAW_P = raw(P);

    /** Without change of form. */
    private static Sm2Element raw(BigInteger number) {
        return new Sm2Element().split(Sm2Order.words(number));
    }

    private Sm2Element split(long[] words) {
        l0 = words[0] & MASK;
        l1 = (words[0] >>> 52 | words[1] << 12) & MASK;
        l2 = (words[1] >>> 40 | words[2] << 24) & MASK;
        l3 = (words[2] >>> 28 | words[3] << 36) & MASK;
        l4 = words[3] >>> 16;
        return this;
    }

    /** Takes a number of four words, the least significant first. */
    Sm2Element set(long[] words) {
        split(words);
        product(this, R_SQUARED);
        return this;
    }

    void set(Sm2Element other) {
        l0 = other.l0;
        l1 = other.l1;
        l2 = other.l2;
        l3 = other.l3;
        l4 = other.l4;
    }

    void setOne() {
        set(ONE);
    }

    void load(long[] limbs, int at) {
        l0 = limbs[at];
        l1 = limbs[at + 1];
        l2 = limbs[at + 2];
        l3 = limbs[at + 3];
        l4 = limbs[at + 4];
    }

    void store(long[] limbs, int at) {
        limbs[at] = l0;
        limbs[at + 1] = l1;
        limbs[at + 2] = l2;
        limbs[at + 3] = l3;
        limbs[at + 4] = l4;
    }

    private void squares(int count) {
        for (int i = 0; i < count; i++) {
            square(this);
        }
    }

    /** 1/a as a^(p-2), of which 0 is 0. The exponent's bits are 31 ones, 0, 128 ones, 32 zeros… */
    void inverse(Sm2Element a) {
        Sm2Element ones2 = a.shifted(1, a);
        Sm2Element ones4 = ones2.shifted(2, ones2);
        Sm2Element ones6 = ones4.shifted(2, ones2);
        Sm2Element ones8 = ones4.shifted(4, ones4);
        Sm2Element ones14 = ones8.shifted(6, ones6);
        Sm2Element ones30 = ones8.shifted(8, ones8).shifted(14, ones14);
        Sm2Element ones31 = ones30.shifted(1, a);
        Sm2Element ones32 = ones31.shifted(1, a);
        Sm2Element power = ones31.shifted(33, ones32);
        for (int i = 0; i < 3; i++) {
            power = power.shifted(32, ones32);
        }
        set(power.shifted(64, ones32).shifted(30, ones30).shifted(2, a));
    }

    /** The power whose exponent is this one's, moved up by some bits, and the other's. */
    private Sm2Element shifted(int bits, Sm2Element other) {
        Sm2Element power = new Sm2Element();
        power.set(this);
        power.squares(bits);
        power.product(power, other);
        return power;
    }

    /** The number itself, from 0 to p - 1, in four words, the least significant first. */
    long[] words() {
        Sm2Element plain = new Sm2Element();
        // Out of Montgomery form comes a number from 0 to p, for p > |a| / R, and p only for 0.
        plain.product(this, RAW_ONE);
        plain.carryThrough();
        Sm2Element less = new Sm2Element();
        less.difference(plain, RAW_P);
        less.carryThrough();
        long keep = less.l4 >> 63;
        return new long[] {
            word(plain.l0, plain.l1, 0, keep) | word(less.l0, less.l1, 0, ~keep),
            word(plain.l1, plain.l2, 12, keep) | word(less.l1, less.l2, 12, ~keep),
            word(plain.l2, plain.l3, 24, keep) | word(less.l2, less.l3, 24, ~keep),
            word(plain.l3, plain.l4, 36, keep) | word(less.l3, less.l4, 36, ~keep)
        };
    }

    private static long word(long limb, long next, int shift, long mask) {
        return (limb >>> shift | next << 52 - shift) & mask;
    }

    private void carryThrough() {
        l1 += l0 >> 52;
        l2 += l1 >> 52;
        l3 += l2 >> 52;
        l4 += l3 >> 52;
        l0 &= MASK;
        l1 &= MASK;
        l2 &= MASK;
        l3 &= MASK;
    }

    boolean isZero() {
        return Sm2Order.isZero(words());
    }

    /** Takes the coordinate of a point. */
    static Sm2Element of(byte[] coordinate) {
        return new Sm2Element().set(Sm2Order.words(ByteBuffer.wrap(coordinate)));
    }
}
