package org.xinqiao.contracts.crypto;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

/**
 * What a signature r, s over e by the key P must fulfil (GB/T 32918.2-2016, 7.1): r = e + x modulo
 * n, where x is that of the point sG + tP and t = r + s. All of it is public, so its time may vary.
 */
final class Sm2Equation {
    /** Two megabytes once for each JVM; one more bit would save two of fifty-six steps. */
    private static final int BASE_WIDTH = 11;

    /** The width of the windows over doublings, for keys without a table. */
    private static final int NAF_WIDTH = 5;

    private static final int BITS = 256;

    private Sm2Equation() {}

    /** The table of G, made when it is first asked for. */
    private static final class Base {
        static final Sm2Table TABLE = Sm2Table.of(Curve.SM2.parameters.getG(), BASE_WIDTH);
    }

    static boolean holds(ECPoint point, @Nullable Sm2Table table, byte[] digest, byte[] signature) {
        ByteBuffer bytes = ByteBuffer.wrap(signature);
        long[] r = Sm2Order.words(bytes);
        long[] s = Sm2Order.words(bytes);
        if (!Sm2Order.inOrder(r) || !Sm2Order.inOrder(s)) {
            return false;
        }
        long[] t = Sm2Order.sum(r, s);
        if (Sm2Order.isZero(t)) {
            return false;
        }
        long[] e = Sm2Order.reduced(Sm2Order.words(ByteBuffer.wrap(digest)));
        return isX(Sm2Order.difference(r, e), s, point, table, t);
    }

    private static boolean isX(
            long[] x, long[] s, ECPoint point, @Nullable Sm2Table table, long[] t) {
        Sm2Point sum = new Sm2Point();
        if (table == null) {
            add(t, point, sum);
        } else {
            table.add(t, sum);
        }
        Base.TABLE.add(s, sum);
        return sum.isSound() ? isX(x, sum) : isX(x, slowSum(s, point, t));
    }

    /** Adds kP by signed odd digits between doublings; {@code sum} must not have started. */
    private static void add(long[] k, ECPoint point, Sm2Point sum) {
        Sm2Point[] odd = oddMultiples(Sm2Point.of(point));
        byte[] digits = nonAdjacent(k);
        for (int i = digits.length - 1; i >= 0; i--) {
            if (sum.started()) {
                sum.twice();
            }
            if (digits[i] != 0) {
                sum.add(odd[Math.abs(digits[i]) / 2], digits[i] >> 7);
            }
        }
    }

    private static Sm2Point[] oddMultiples(Sm2Point point) {
        Sm2Point[] odd = new Sm2Point[1 << NAF_WIDTH - 2];
        Sm2Point twice = new Sm2Point();
        twice.set(point);
        twice.twice();
        odd[0] = point;
        for (int i = 1; i < odd.length; i++) {
            odd[i] = new Sm2Point();
            odd[i].set(odd[i - 1]);
            odd[i].add(twice, 0);
        }
        return odd;
    }

    /** k as odd digits below 2^4 in size, at least four zeros between two; one for each bit. */
    private static byte[] nonAdjacent(long[] k) {
        byte[] digits = new byte[BITS + 1];
        int carry = 0;
        int at = 0;
        while (at <= BITS) {
            if (bits(k, at, 1) == carry) {
                at++;
                continue;
            }
            int digit = bits(k, at, NAF_WIDTH) + carry;
            carry = digit >> NAF_WIDTH - 1;
            digits[at] = (byte) (digit - (carry << NAF_WIDTH));
            at += NAF_WIDTH;
        }
        return digits;
    }

    private static int bits(long[] k, int from, int count) {
        int bits = 0;
        for (int i = Math.min(from + count, BITS) - 1; i >= from; i--) {
            bits = bits << 1 | (int) (k[i >>> 6] >>> i) & 1;
        }
        return bits;
    }

    private static boolean isX(long[] x, Sm2Point sum) {
        if (sum.hasX(x)) {
            return true;
        }
        // Modulo n, x stands for x + n too, where that is below p: once in 2^32 cases.
        BigInteger other = Sm2Order.number(x).add(Curve.SM2.order);
        return other.compareTo(Sm2Element.P) < 0 && sum.hasX(Sm2Order.words(other));
    }

    /** For the sums that {@link Sm2Point} cannot make: by chance none, by an attacker's choice. */
    private static ECPoint slowSum(long[] s, ECPoint point, long[] t) {
        return ECAlgorithms.sumOfTwoMultiplies(
                        Curve.SM2.parameters.getG(), Sm2Order.number(s), point, Sm2Order.number(t))
                .normalize();
    }

    private static boolean isX(long[] x, ECPoint sum) {
        return !sum.isInfinity()
                && sum.getAffineXCoord()
                        .toBigInteger()
                        .mod(Curve.SM2.order)
                        .equals(Sm2Order.number(x));
    }
}
