package org.xinqiao.contracts.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Sm2SigningTest {
    private static final long SEED = 20261121;
    private static final BigInteger N = Sm2Reference.N;

    private final Random random = new Random(SEED);

    @Test
    void signatures_ofRandomKeysAndMessages_areTheReferencesByteForByte() {
        for (int i = 0; i < 1000; i++) {
            BigInteger d = Sm2Reference.randomBelow(N.subtract(BigInteger.TWO), random);
            Sm2Keys.Private key = new Sm2Keys.Private(d.add(BigInteger.ONE));
            byte[] message = new byte[random.nextInt(300)];
            random.nextBytes(message);
            byte[] e = ((Sm2Keys.Public) key.publicKey()).e(message);

            assertThat(key.sign(message))
                    .as("seed %d, %d", SEED, i)
                    .isEqualTo(Sm2Reference.sign(d.add(BigInteger.ONE), e));
        }
    }

    @Test
    void signatures_withNoncesAndDigestsAtEveryEdge_areTheReferences() {
        List<BigInteger> digests = Sm2Reference.edges();
        for (BigInteger d : List.of(BigInteger.ONE, BigInteger.TWO, N.subtract(BigInteger.TWO))) {
            Sm2Keys.Private key = new Sm2Keys.Private(d);
            for (BigInteger k : Sm2Reference.edges()) {
                if (Curve.SM2.inOrder(k)) {
                    byte[] e = Curve.bytes(digests.get(random.nextInt(digests.size())));
                    assertThat(key.sign(e, k))
                            .as("seed %d, nonce %x", SEED, k)
                            .isEqualTo(Sm2Reference.sign(d, e, k));
                }
            }
        }
    }

    @Test
    void nonces_thatTheStandardRejects_giveNoSignature() {
        BigInteger k = BigInteger.valueOf(12345);
        BigInteger d = BigInteger.valueOf(678);
        Sm2Keys.Private key = new Sm2Keys.Private(d);
        BigInteger x = Curve.SM2.timesBase(k).getAffineXCoord().toBigInteger();
        BigInteger zeroS = k.multiply(d.modInverse(N));

        for (BigInteger r : List.of(BigInteger.ZERO, k.negate(), zeroS)) {
            byte[] e = Curve.bytes(r.subtract(x).mod(N));
            assertThat(Sm2Reference.sign(d, e, k)).isEmpty();
            assertThat(key.sign(e, k)).isEmpty();
        }
    }
}
