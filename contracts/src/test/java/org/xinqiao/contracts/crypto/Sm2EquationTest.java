package org.xinqiao.contracts.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

/** Both ways to verify, with a table and without, beside Bouncy Castle's. */
class Sm2EquationTest {
    private static final long SEED = 20261121;
    private static final int WIDTH = 4;
    private static final BigInteger N = Sm2Reference.N;
    private static final BigInteger ONE = BigInteger.ONE;

    private final Random random = new Random(SEED);

    @Test
    void signatures_ofRandomKeysAndMessages_areJudgedAsByBouncyCastle() {
        for (int key = 0; key < 40; key++) {
            Signer signer = new Signer(Sm2Reference.randomBelow(N.subtract(ONE), random).add(ONE));
            for (int i = 0; i < 60; i++) {
                byte[] message = new byte[random.nextInt(200)];
                random.nextBytes(message);
                byte[] signature = signer.key.sign(message);
                assertThat(signer.accepts(message, signature)).as("seed %d", SEED).isTrue();
                signature[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
                assertThat(signer.accepts(message, signature)).as("seed %d", SEED).isFalse();
            }
        }
    }

    @Test
    void signature_orMessage_withAnyBitFlipped_isRefusedByAll() {
        for (BigInteger d : List.of(ONE, BigInteger.TWO, N.subtract(BigInteger.TWO))) {
            Signer signer = new Signer(d);
            byte[] message = new byte[20];
            byte[] signature = signer.key.sign(message);
            assertThat(signer.accepts(message, signature)).isTrue();
            for (int bit = 0; bit < 64 * 8; bit++) {
                signature[bit / 8] ^= (byte) (1 << bit % 8);
                assertThat(signer.accepts(message, signature)).as("bit %d", bit).isFalse();
                signature[bit / 8] ^= (byte) (1 << bit % 8);
            }
            for (int bit = 0; bit < 20 * 8; bit++) {
                message[bit / 8] ^= (byte) (1 << bit % 8);
                assertThat(signer.accepts(message, signature)).as("bit %d", bit).isFalse();
                message[bit / 8] ^= (byte) (1 << bit % 8);
            }
        }
    }

    @Test
    void halves_atEveryEdge_areJudgedAsByBouncyCastle() {
        Signer signer = new Signer(BigInteger.valueOf(77));
        for (BigInteger r : Sm2Reference.edges()) {
            for (BigInteger s : List.of(r, N.subtract(r).mod(N), ONE, N.subtract(ONE), N)) {
                assertThat(signer.accepts(new byte[1], Curve.join(r, s)))
                        .as("%x, %x", r, s)
                        .isFalse();
            }
        }
    }

    @Test
    void equations_thatHold_holdAtEveryEdge_whateverTheSumsPassThrough() {
        for (BigInteger d : List.of(ONE, BigInteger.TWO, N.subtract(BigInteger.TWO))) {
            Signer signer = new Signer(d);
            for (BigInteger t : scalars()) {
                for (BigInteger s : List.of(ONE, BigInteger.TWO, N.subtract(ONE), t.multiply(d))) {
                    signer.assertBothSidesOfEquation(s.mod(N), t);
                    signer.assertBothSidesOfEquation(s.negate().mod(N), t);
                }
            }
        }
    }

    @Test
    void equations_ofRandomNumbers_holdForTheRightDigestAlone() {
        for (int i = 0; i < 300; i++) {
            BigInteger d = Sm2Reference.randomBelow(N.subtract(ONE), random).add(ONE);
            Signer signer = new Signer(d);
            BigInteger t = Sm2Reference.randomBelow(N, random);
            signer.assertBothSidesOfEquation(Sm2Reference.randomBelow(N, random), t);
            signer.assertBothSidesOfEquation(t.multiply(d).mod(N), t);
            signer.assertBothSidesOfEquation(t.multiply(d).negate().mod(N), t);
        }
    }

    /** Among them those that make a sum meet an entry of the base point's table, where P is G. */
    private static List<BigInteger> scalars() {
        List<BigInteger> scalars = Sm2Reference.edges();
        for (int width = 1; width <= 12; width++) {
            BigInteger lowest = ONE.subtract(ONE.shiftLeft(width));
            scalars.add(lowest.mod(N));
            scalars.add(lowest.negate());
        }
        scalars.removeIf(number -> !Curve.SM2.inOrder(number));
        return scalars;
    }

    private static final class Signer {
        private final Sm2Keys.Private key;
        private final Sm2Keys.Public publicKey;
        private final ECPoint point;
        private final Sm2Table table;

        Signer(BigInteger d) {
            key = new Sm2Keys.Private(d.mod(N.subtract(ONE)));
            publicKey = (Sm2Keys.Public) key.publicKey();
            point = Curve.SM2.timesBase(d.mod(N.subtract(ONE)));
            table = Sm2Table.of(point, WIDTH);
        }

        boolean accepts(byte[] message, byte[] signature) {
            boolean expected = Sm2Reference.verifies(point, message, signature);
            assertJudged(publicKey.e(message), signature, expected);
            return expected;
        }

        void assertBothSidesOfEquation(BigInteger s, BigInteger t) {
            ECPoint sum = Sm2Reference.G.multiply(s).add(point.multiply(t)).normalize();
            BigInteger x = sum.isInfinity() ? ONE : sum.getAffineXCoord().toBigInteger();
            BigInteger r = t.subtract(s).mod(N);
            byte[] signature = Curve.join(r, s);
            for (BigInteger e : List.of(r.subtract(x).mod(N), r.add(x).mod(N))) {
                byte[] digest = Curve.bytes(e);
                assertJudged(digest, signature, Sm2Reference.holds(point, digest, signature));
            }
        }

        private void assertJudged(byte[] digest, byte[] signature, boolean expected) {
            assertThat(Sm2Equation.holds(point, null, digest, signature))
                    .as("without table, seed %d", SEED)
                    .isEqualTo(expected);
            assertThat(Sm2Equation.holds(point, table, digest, signature))
                    .as("with table, seed %d", SEED)
                    .isEqualTo(expected);
        }
    }
}
