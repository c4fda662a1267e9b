package org.xinqiao.contracts.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Sm2OrderTest {
    private static final long SEED = 20261121;
    private static final BigInteger N = Sm2Reference.N;

    @Test
    void arithmetic_ofEdgesAndRandomNumbers_isTheTrueOne() {
        BigInteger inverse = BigInteger.ONE.shiftLeft(Sm2Order.BITS).modInverse(N);
        for (BigInteger a : numbers()) {
            for (BigInteger b : numbers()) {
                long[] x = Sm2Order.words(a);
                long[] y = Sm2Order.words(b);
                assertThat(Sm2Order.number(Sm2Order.sum(x, y)))
                        .as("%x + %x", a, b)
                        .isEqualTo(a.add(b).mod(N));
                assertThat(Sm2Order.number(Sm2Order.difference(x, y)))
                        .as("%x - %x", a, b)
                        .isEqualTo(a.subtract(b).mod(N));
                assertThat(Sm2Order.number(Sm2Order.product(x, y)))
                        .as("%x by %x", a, b)
                        .isEqualTo(a.multiply(b).multiply(inverse).mod(N));
            }
        }
    }

    @Test
    void reducedAndInOrder_atEveryEdge_areTrue() {
        for (BigInteger edge : Sm2Reference.edges()) {
            long[] words = Sm2Order.words(edge);
            assertThat(Sm2Order.number(words)).isEqualTo(edge);
            assertThat(Sm2Order.inOrder(words)).as("%x", edge).isEqualTo(Curve.SM2.inOrder(edge));
            assertThat(Sm2Order.number(Sm2Order.reduced(words))).isEqualTo(edge.mod(N));
        }
    }

    private static List<BigInteger> numbers() {
        Random random = new Random(SEED);
        List<BigInteger> numbers = new ArrayList<>();
        for (BigInteger edge : Sm2Reference.edges()) {
            numbers.add(edge.mod(N));
        }
        for (int i = 0; i < 60; i++) {
            numbers.add(Sm2Reference.randomBelow(N, random));
        }
        return numbers;
    }
}
