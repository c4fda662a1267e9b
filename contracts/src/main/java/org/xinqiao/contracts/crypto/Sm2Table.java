package org.xinqiao.contracts.crypto;

import java.util.Arrays;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Multiples of one point P, so that a multiple kP is a sum of some of them without a doubling: for
 * each window of {@code width} bits at bit b the multiples 1, 3, 5, … 2^width - 1 of 2^b P.
 *
 * <p>Every odd k is a sum of such odd digits with signs, none of them zero; an even k is n minus an
 * odd one. With h = (k - 1) / 2, the digit of a window that holds the bits u of h is 2u + 1 -
 * 2^width; of the last one, 2u + 1.
 *
 * <p>For k from 1 to n - 1, {@link #choose} meets an exceptional case of {@link Sm2Point} in one
 * pair k, n - k alone. The sum so far is odd and smaller in size than the window's unit 2^b, the
 * next term at least that, and even: equal up to sign modulo n they can be only if they differ by n
 * itself, which below the last window is too far, and in the last holds of one sum.
 */
final class Sm2Table {
    private static final int POINT_LIMBS = 2 * Sm2Element.LIMBS;
    private static final int BITS = 256;

    private final int width;
    private final int windows;
    private final long[] limbs;

    private Sm2Table(int width, int windows, long[] limbs) {
        this.width = width;
        this.windows = windows;
        this.limbs = limbs;
    }

    /** Takes milliseconds and {@code 80 * 2^(width - 1) * 256 / width} bytes. */
    static Sm2Table of(ECPoint point, int width) {
        int windows = (BITS + width - 1) / width;
        int half = 1 << width - 1;
        Sm2Point[] multiples = new Sm2Point[windows * half];
        Sm2Point unit = Sm2Point.of(point);
        for (int window = 0; window < windows; window++) {
            Sm2Point twice = copy(unit);
            twice.twice();
            Sm2Point multiple = unit;
            for (int i = 0; i < half; i++) {
                multiples[window * half + i] = multiple;
                multiple = copy(multiple);
                multiple.add(twice, 0);
            }
            unit = copy(unit);
            for (int i = 0; i < width; i++) {
                unit.twice();
            }
        }
        return new Sm2Table(width, windows, Sm2Point.affine(multiples));
    }

    private static Sm2Point copy(Sm2Point point) {
        Sm2Point copy = new Sm2Point();
        copy.set(point);
        return copy;
    }

    /** Adds kP for a k from 1 to n - 1, in a time and at addresses that tell k. */
    void add(long[] k, Sm2Point sum) {
        long even = (k[0] & 1) - 1;
        long[] odd = padded(even != 0 ? Sm2Order.negated(k) : k);
        for (int window = 0; window < windows; window++) {
            int digit = digit(odd, window);
            long sign = sign(digit);
            sum.add(limbs, at(window, place(digit, sign)), sign ^ even);
        }
    }

    /** kP for a secret k from 1 to n - 1: every entry is read, none is asked about. */
    Sm2Point choose(long[] k) {
        long even = (k[0] & 1) - 1;
        long[] odd = padded(Sm2Order.chosen(even, Sm2Order.negated(k), k));
        long[] chosen = new long[POINT_LIMBS];
        Sm2Point sum = new Sm2Point();
        for (int window = 0; window < windows; window++) {
            int digit = digit(odd, window);
            long sign = sign(digit);
            choose(window, place(digit, sign), chosen);
            sum.add(chosen, 0, sign ^ even);
        }
        return sum;
    }

    private void choose(int window, int place, long[] chosen) {
        long c0 = 0;
        long c1 = 0;
        long c2 = 0;
        long c3 = 0;
        long c4 = 0;
        long c5 = 0;
        long c6 = 0;
        long c7 = 0;
        long c8 = 0;
        long c9 = 0;
        for (int i = 0; i < 1 << width - 1; i++) {
            int at = at(window, i);
            long mask = (long) (i ^ place) - 1 >> 63;
            c0 |= limbs[at] & mask;
            c1 |= limbs[at + 1] & mask;
            c2 |= limbs[at + 2] & mask;
            c3 |= limbs[at + 3] & mask;
            c4 |= limbs[at + 4] & mask;
            c5 |= limbs[at + 5] & mask;
            c6 |= limbs[at + 6] & mask;
            c7 |= limbs[at + 7] & mask;
            c8 |= limbs[at + 8] & mask;
            c9 |= limbs[at + 9] & mask;
        }
        chosen[0] = c0;
        chosen[1] = c1;
        chosen[2] = c2;
        chosen[3] = c3;
        chosen[4] = c4;
        chosen[5] = c5;
        chosen[6] = c6;
        chosen[7] = c7;
        chosen[8] = c8;
        chosen[9] = c9;
    }

    private int at(int window, int place) {
        return ((window << width - 1) + place) * POINT_LIMBS;
    }

    /** With words for the windows that reach beyond the highest bit. */
    private static long[] padded(long[] k) {
        return Arrays.copyOf(k, Sm2Order.WORDS + 2);
    }

    /** u of the window, with the highest bit set in the last, whose digit is never negative. */
    private int digit(long[] odd, int window) {
        int from = window * width + 1;
        long bits = odd[from >>> 6] >>> from | odd[(from >>> 6) + 1] << 1 << ~from;
        int digit = (int) bits & (1 << width) - 1;
        return window == windows - 1 ? digit | 1 << width - 1 : digit;
    }

    /** -1 for the lower half of the digits, which are below zero. */
    private long sign(int digit) {
        return ((long) digit >>> width - 1) - 1;
    }

    /** Which of the odd multiples the digit's size is. */
    private int place(int digit, long sign) {
        return (digit ^ (int) sign) & (1 << width - 1) - 1;
    }
}
