package org.xinqiao.contracts.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Sm2ElementTest {
    private static final long SEED = 20261121;
    private static final BigInteger P = Sm2Reference.P;

    private final Random random = new Random(SEED);

    @Test
    void products_ofEdgesAndRandomNumbers_areTheTrueOnes() {
        List<BigInteger> numbers = numbers(80);
        for (BigInteger a : numbers) {
            assertThat(number(square(of(a)))).as("%x squared", a).isEqualTo(a.pow(2).mod(P));
            for (BigInteger b : numbers) {
                assertThat(number(product(of(a), of(b))))
                        .as("%x by %x", a, b)
                        .isEqualTo(a.multiply(b).mod(P));
            }
        }
    }

    @Test
    void sums_differencesShiftsAndSigns_areTheTrueOnes() {
        for (BigInteger a : numbers(40)) {
            for (BigInteger b : numbers(5)) {
                Sm2Element sum = new Sm2Element();
                sum.sum(of(a), of(b));
                Sm2Element difference = new Sm2Element();
                difference.difference(of(a), of(b));
                Sm2Element shifted = new Sm2Element();
                shifted.shiftLeft(difference, 3);

                assertThat(number(sum)).isEqualTo(a.add(b).mod(P));
                assertThat(number(difference)).isEqualTo(a.subtract(b).mod(P));
                assertThat(number(shifted)).isEqualTo(a.subtract(b).shiftLeft(3).mod(P));
                sum.negateIf(-1);
                assertThat(number(sum)).isEqualTo(a.add(b).negate().mod(P));
                sum.negateIf(0);
                assertThat(number(sum)).isEqualTo(a.add(b).negate().mod(P));
            }
        }
    }

    @Test
    void products_ofLooseFactors_areTheTrueOnes() {
        for (int i = 0; i < 5000; i++) {
            BigInteger a = Sm2Reference.randomBelow(P, random);
            BigInteger b = Sm2Reference.randomBelow(P, random);
            int bits = 1 + random.nextInt(3);
            Sm2Element loose = new Sm2Element();
            loose.shiftLeft(of(a), bits);
            loose.negateIf(-random.nextInt(2));
            BigInteger value = number(loose);
            Sm2Element tidy = new Sm2Element();
            tidy.set(loose);
            tidy.tidy();

            assertThat(number(tidy)).as("seed %d, %d", SEED, i).isEqualTo(value);
            assertThat(number(square(loose))).isEqualTo(value.pow(2).mod(P));
            assertThat(number(product(loose, of(b)))).isEqualTo(value.multiply(b).mod(P));
            assertThat(number(product(of(b), loose))).isEqualTo(value.multiply(b).mod(P));
            assertThat(number(product(tidy, loose))).isEqualTo(value.pow(2).mod(P));
        }
    }

    @Test
    void inverse_timesTheNumber_isOne_andOfZeroZero() {
        for (BigInteger a : numbers(20)) {
            Sm2Element inverse = new Sm2Element();
            inverse.inverse(of(a));
            BigInteger expected = a.mod(P).signum() == 0 ? BigInteger.ZERO : a.modInverse(P);
            assertThat(number(inverse)).as("%x", a).isEqualTo(expected);
        }
    }

    @Test
    void isZero_ofMultiplesOfP_andOfThoseAlone() {
        assertThat(of(BigInteger.ZERO).isZero()).isTrue();
        assertThat(of(P).isZero()).isTrue();
        assertThat(of(P.add(BigInteger.ONE)).isZero()).isFalse();
        assertThat(of(P.subtract(BigInteger.ONE)).isZero()).isFalse();
        Sm2Element difference = new Sm2Element();
        for (BigInteger a : numbers(40)) {
            difference.difference(of(a), of(a.mod(P)));
            assertThat(difference.isZero()).as("%x", a).isTrue();
        }
    }

    @Test
    void store_thenLoad_keepsTheNumber() {
        long[] limbs = new long[3 * Sm2Element.LIMBS];
        for (BigInteger a : numbers(20)) {
            of(a).store(limbs, Sm2Element.LIMBS);
            Sm2Element loaded = new Sm2Element();
            loaded.load(limbs, Sm2Element.LIMBS);
            assertThat(number(loaded)).isEqualTo(a.mod(P));
        }
    }

    private List<BigInteger> numbers(int random) {
        List<BigInteger> numbers = new ArrayList<>(Sm2Reference.edges());
        for (int i = 0; i < random; i++) {
            numbers.add(new BigInteger(256, this.random));
        }
        return numbers;
    }

    private static Sm2Element of(BigInteger number) {
        return Sm2Element.of(Curve.bytes(number));
    }

    private static BigInteger number(Sm2Element element) {
        return Sm2Order.number(element.words());
    }

    private static Sm2Element product(Sm2Element a, Sm2Element b) {
        Sm2Element product = new Sm2Element();
        product.product(a, b);
        return product;
    }

    private static Sm2Element square(Sm2Element a) {
        Sm2Element square = new Sm2Element();
        square.square(a);
        return square;
    }
}
