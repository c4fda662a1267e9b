package org.xinqiao.contracts.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

class Sm2PointTest {
    private static final long SEED = 20261121;
    private static final BigInteger N = Sm2Reference.N;
    private static final ECPoint G = Sm2Reference.G;

    private final Random random = new Random(SEED);

    @Test
    void walk_ofAdditionsAndDoublings_staysOnTheTruePoint() {
        for (int round = 0; round < 10; round++) {
            ECPoint expected = point();
            Sm2Point sum = Sm2Point.of(expected);
            for (int i = 0; i < 60; i++) {
                ECPoint other = point();
                switch (random.nextInt(4)) {
                    case 0 -> {
                        sum.twice();
                        expected = expected.twice();
                    }
                    case 1 -> {
                        sum.add(scaled(other), 0);
                        expected = expected.add(other);
                    }
                    case 2 -> {
                        sum.add(scaled(other), -1);
                        expected = expected.subtract(other);
                    }
                    default -> {
                        sum.add(Sm2Point.affine(new Sm2Point[] {scaled(other)}), 0, -1);
                        expected = expected.subtract(other);
                    }
                }
                assertIs(sum, expected);
            }
        }
    }

    @Test
    void sums_thatTheFormulasCannotMake_areUnsoundWhateverFollows() {
        ECPoint point = point();
        long[] affine = Sm2Point.affine(new Sm2Point[] {scaled(point)});
        for (long sign : new long[] {0, -1}) {
            Sm2Point mixed = scaled(point);
            mixed.add(affine, 0, sign);
            Sm2Point full = scaled(point);
            full.add(scaled(point), sign);
            for (Sm2Point sum : List.of(mixed, full)) {
                assertThat(sum.isSound()).isFalse();
                sum.add(affine, 0, 0);
                sum.add(scaled(point()), 0);
                sum.twice();
                assertThat(sum.isSound()).isFalse();
            }
        }
    }

    @Test
    void multiples_byTablesOfEveryWidth_areTheTrueOnes() {
        ECPoint point = point();
        for (int width = 2; width <= 8; width++) {
            Sm2Table table = Sm2Table.of(point, width);
            for (BigInteger k : numbers()) {
                Sm2Point sum = new Sm2Point();
                table.add(Sm2Order.words(k), sum);
                Sm2Point chosen = table.choose(Sm2Order.words(k));
                ECPoint expected = point.multiply(k).normalize();
                assertThat(chosen.isSound()).isEqualTo(sum.isSound());
                if (sum.isSound()) {
                    assertIs(sum, expected);
                    assertIs(chosen, expected);
                } else {
                    // At most one pair for each width: see Sm2Table.
                    assertThat(k).isIn(exceptions());
                }
            }
        }
    }

    private static List<BigInteger> exceptions() {
        BigInteger k = BigInteger.ONE.shiftLeft(256).subtract(N);
        return List.of(k, N.subtract(k));
    }

    private List<BigInteger> numbers() {
        List<BigInteger> numbers = new java.util.ArrayList<>(Sm2Reference.edges());
        for (int i = 0; i < 40; i++) {
            numbers.add(Sm2Reference.randomBelow(N, random));
        }
        numbers.removeIf(number -> !Curve.SM2.inOrder(number));
        return numbers;
    }

    private ECPoint point() {
        return G.multiply(Sm2Reference.randomBelow(N, random)).normalize();
    }

    /** The point with a z other than 1. */
    private static Sm2Point scaled(ECPoint point) {
        ECPoint third = point.multiply(BigInteger.valueOf(3).modInverse(N)).normalize();
        Sm2Point sum = Sm2Point.of(third);
        sum.twice();
        sum.add(Sm2Point.of(third), 0);
        return sum;
    }

    private static void assertIs(Sm2Point sum, ECPoint expected) {
        BigInteger x = expected.normalize().getAffineXCoord().toBigInteger();
        assertThat(sum.isSound()).as("seed %d", SEED).isTrue();
        assertThat(sum.hasX(Sm2Order.words(x))).as("seed %d", SEED).isTrue();
        assertThat(sum.hasX(Sm2Order.words(x.add(BigInteger.ONE).mod(Sm2Reference.P)))).isFalse();
        assertThat(Sm2Order.number(sum.affineX())).isEqualTo(x);
    }
}
