package org.xinqiao.contracts.crypto;

/**
 * The limbs of a {@link Sm2Element} and what is computed on them again and again. Nothing here
 * branches on, or indexes by, the number, and nothing is allocated.
 *
 * <p>The number is kept loosely. The product of factors up to α·p and β·p in size lies between
 * -αβ/16·p and (1 + αβ/16)·p, its limbs within 52 bits and a little; factors may have limbs of up
 * to 55 bits. {@link #tidy} brings up to 2^7 p back to about p. A result may be one of the
 * operands.
 */
abstract class Sm2Limbs {
    static final long MASK = (1L << 52) - 1;

    private static final long TOP_MASK = (1L << 48) - 1;

    long l0;
    long l1;
    long l2;
    long l3;
    long l4;

    /** Changes the sign if {@code mask} is -1, not if it is 0. */
    final void negateIf(long mask) {
        l0 = (l0 ^ mask) - mask;
        l1 = (l1 ^ mask) - mask;
        l2 = (l2 ^ mask) - mask;
        l3 = (l3 ^ mask) - mask;
        l4 = (l4 ^ mask) - mask;
    }

    final void sum(Sm2Limbs a, Sm2Limbs b) {
        l0 = a.l0 + b.l0;
        l1 = a.l1 + b.l1;
        l2 = a.l2 + b.l2;
        l3 = a.l3 + b.l3;
        l4 = a.l4 + b.l4;
    }

    final void difference(Sm2Limbs a, Sm2Limbs b) {
        l0 = a.l0 - b.l0;
        l1 = a.l1 - b.l1;
        l2 = a.l2 - b.l2;
        l3 = a.l3 - b.l3;
        l4 = a.l4 - b.l4;
    }

    final void shiftLeft(Sm2Limbs a, int bits) {
        l0 = a.l0 << bits;
        l1 = a.l1 << bits;
        l2 = a.l2 << bits;
        l3 = a.l3 << bits;
        l4 = a.l4 << bits;
    }

    /** Folds what is above 2^256, which is 2^224 + 2^96 - 2^64 + 1 modulo p, and carries once. */
    final void tidy() {
        long over = l4 >> 48;
        long c0 = l0 + over;
        long c1 = l1 + (over << 44) - (over << 12);
        long c2 = l2;
        long c3 = l3;
        l0 = c0 & MASK;
        l1 = (c1 & MASK) + (c0 >> 52);
        l2 = (c2 & MASK) + (c1 >> 52);
        l3 = (c3 & MASK) + (c2 >> 52);
        l4 = (l4 & TOP_MASK) + (over << 16) + (c3 >> 52);
    }

    /**
     * a·b/R: five rows, each of a·b's limb and the multiple q·p that clears the lowest limb. The
     * limb of p there is -1, so q is the limb itself and q·p takes shifts alone: {@link #at1} to
     * {@link #at5} are q·(p + 1) above the cleared limb. The factors are shifted so that the high
     * half of a product begins at bit 52 of the true one.
     */
    final void product(Sm2Limbs a, Sm2Limbs b) {
        long a0 = a.l0 << 6;
        long a1 = a.l1 << 6;
        long a2 = a.l2 << 6;
        long a3 = a.l3 << 6;
        long a4 = a.l4 << 6;
        long c = b.l0 << 6;
        long c0 = low(a0, c);
        long c1 = high(a0, c) + low(a1, c);
        long c2 = high(a1, c) + low(a2, c);
        long c3 = high(a2, c) + low(a3, c);
        long c4 = high(a3, c) + low(a4, c);
        long c5 = high(a4, c);
        long q = c0 & MASK;
        c0 = c1 + (c0 >> 52) + at1(q);
        c1 = c2 + at2(q);
        c2 = c3;
        c3 = c4 + at4(q);
        c4 = c5 + at5(q);
        c = b.l1 << 6;
        c0 += low(a0, c);
        c1 += high(a0, c) + low(a1, c);
        c2 += high(a1, c) + low(a2, c);
        c3 += high(a2, c) + low(a3, c);
        c4 += high(a3, c) + low(a4, c);
        c5 = high(a4, c);
        q = c0 & MASK;
        c0 = c1 + (c0 >> 52) + at1(q);
        c1 = c2 + at2(q);
        c2 = c3;
        c3 = c4 + at4(q);
        c4 = c5 + at5(q);
        c = b.l2 << 6;
        c0 += low(a0, c);
        c1 += high(a0, c) + low(a1, c);
        c2 += high(a1, c) + low(a2, c);
        c3 += high(a2, c) + low(a3, c);
        c4 += high(a3, c) + low(a4, c);
        c5 = high(a4, c);
        q = c0 & MASK;
        c0 = c1 + (c0 >> 52) + at1(q);
        c1 = c2 + at2(q);
        c2 = c3;
        c3 = c4 + at4(q);
        c4 = c5 + at5(q);
        c = b.l3 << 6;
        c0 += low(a0, c);
        c1 += high(a0, c) + low(a1, c);
        c2 += high(a1, c) + low(a2, c);
        c3 += high(a2, c) + low(a3, c);
        c4 += high(a3, c) + low(a4, c);
        c5 = high(a4, c);
        q = c0 & MASK;
        c0 = c1 + (c0 >> 52) + at1(q);
        c1 = c2 + at2(q);
        c2 = c3;
        c3 = c4 + at4(q);
        c4 = c5 + at5(q);
        c = b.l4 << 6;
        c0 += low(a0, c);
        c1 += high(a0, c) + low(a1, c);
        c2 += high(a1, c) + low(a2, c);
        c3 += high(a2, c) + low(a3, c);
        c4 += high(a3, c) + low(a4, c);
        c5 = high(a4, c);
        q = c0 & MASK;
        carry(c1 + (c0 >> 52) + at1(q), c2 + at2(q), c3, c4 + at4(q), c5 + at5(q));
    }

    /** a²/R: as {@link #product}, each mixed product once and doubled. */
    final void square(Sm2Limbs a) {
        long a0 = a.l0 << 6;
        long a1 = a.l1 << 6;
        long a2 = a.l2 << 6;
        long a3 = a.l3 << 6;
        long a4 = a.l4 << 6;
        long twice = a0 << 1;
        long c0 = low(a0, a0);
        long c1 = high(a0, a0) + low(twice, a1);
        long c2 = high(twice, a1) + low(twice, a2);
        long c3 = high(twice, a2) + low(twice, a3);
        long c4 = high(twice, a3) + low(twice, a4);
        long c5 = high(twice, a4);
        long q = c0 & MASK;
        c1 += (c0 >> 52) + at1(q);
        c2 += at2(q);
        c4 += at4(q);
        c5 += at5(q);
        q = c1 & MASK;
        c2 += (c1 >> 52) + at1(q);
        c3 += at2(q);
        c5 += at4(q);
        long c6 = at5(q);
        twice = a1 << 1;
        c2 += low(a1, a1);
        c3 += high(a1, a1) + low(twice, a2);
        c4 += high(twice, a2) + low(twice, a3);
        c5 += high(twice, a3) + low(twice, a4);
        c6 += high(twice, a4);
        q = c2 & MASK;
        c3 += (c2 >> 52) + at1(q);
        c4 += at2(q);
        c6 += at4(q);
        long c7 = at5(q);
        q = c3 & MASK;
        c4 += (c3 >> 52) + at1(q);
        c5 += at2(q);
        c7 += at4(q);
        long c8 = at5(q);
        twice = a2 << 1;
        c4 += low(a2, a2);
        c5 += high(a2, a2) + low(twice, a3);
        c6 += high(twice, a3) + low(twice, a4);
        c7 += high(twice, a4);
        q = c4 & MASK;
        c5 += (c4 >> 52) + at1(q);
        c6 += at2(q);
        c8 += at4(q);
        long c9 = at5(q);
        twice = a3 << 1;
        c6 += low(a3, a3);
        c7 += high(a3, a3) + low(twice, a4);
        c8 += high(twice, a4) + low(a4, a4);
        c9 += high(a4, a4);
        carry(c5, c6, c7, c8, c9);
    }

    private static long low(long a, long b) {
        return a * b >>> 12;
    }

    private static long high(long a, long b) {
        return Math.multiplyHigh(a, b);
    }

    private static long at1(long q) {
        return (q << 12 & MASK) - (q << 44 & MASK);
    }

    private static long at2(long q) {
        return (q >>> 40) - (q >>> 8);
    }

    private static long at4(long q) {
        return (q << 48 & MASK) - (q << 16 & MASK);
    }

    private static long at5(long q) {
        return (q >>> 4) - (q >>> 36);
    }

    /** All carries at once, each by one limb. */
    private void carry(long c0, long c1, long c2, long c3, long c4) {
        l0 = c0 & MASK;
        l1 = (c1 & MASK) + (c0 >> 52);
        l2 = (c2 & MASK) + (c1 >> 52);
        l3 = (c3 & MASK) + (c2 >> 52);
        l4 = c4 + (c3 >> 52);
    }
}
