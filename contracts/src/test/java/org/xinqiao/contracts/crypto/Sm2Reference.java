package org.xinqiao.contracts.crypto;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;

/** SM2 as the standard writes it, by Bouncy Castle and {@link BigInteger}; and numbers to try. */
final class Sm2Reference {
    static final BigInteger N = Curve.SM2.order;
    static final BigInteger P = Sm2Element.P;
    static final ECPoint G = Curve.SM2.parameters.getG();

    private static final ECDomainParameters DOMAIN = new ECDomainParameters(Curve.SM2.parameters);

    private Sm2Reference() {}

    /** Bouncy Castle's own verification. */
    static boolean verifies(ECPoint point, byte[] message, byte[] signature) {
        SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
        signer.init(false, new ECPublicKeyParameters(point, DOMAIN));
        signer.update(message, 0, message.length);
        return signer.verifySignature(signature);
    }

    /** The equation for a digest that no message need have. */
    static boolean holds(ECPoint point, byte[] e, byte[] signature) {
        BigInteger r = Curve.left(signature);
        BigInteger s = Curve.right(signature);
        BigInteger t = r.add(s).mod(N);
        if (!Curve.SM2.inOrder(r) || !Curve.SM2.inOrder(s) || t.signum() == 0) {
            return false;
        }
        ECPoint sum = ECAlgorithms.sumOfTwoMultiplies(G, s, point, t).normalize();
        return !sum.isInfinity()
                && new BigInteger(1, e).add(sum.getAffineXCoord().toBigInteger()).mod(N).equals(r);
    }

    /** The signature with the nonces of RFC 6979. */
    static byte[] sign(BigInteger d, byte[] e) {
        HMacDSAKCalculator nonces = new HMacDSAKCalculator(new SM3Digest());
        nonces.init(N, d, e);
        return sign(d, e, nonces.nextK());
    }

    static byte[] sign(BigInteger d, byte[] e, BigInteger k) {
        BigInteger x = G.multiply(k).normalize().getAffineXCoord().toBigInteger();
        BigInteger r = new BigInteger(1, e).add(x).mod(N);
        BigInteger inverse = d.add(BigInteger.ONE).modInverse(N);
        BigInteger s = k.subtract(r.multiply(d)).multiply(inverse).mod(N);
        boolean rejected = r.signum() == 0 || r.add(k).equals(N) || s.signum() == 0;
        return rejected ? new byte[0] : Curve.join(r, s);
    }

    static BigInteger randomBelow(BigInteger bound, Random random) {
        return new BigInteger(bound.bitLength() + 64, random).mod(bound);
    }

    /** Numbers of 256 bits about which arithmetic goes wrong, if it does. */
    static List<BigInteger> edges() {
        List<BigInteger> edges = new ArrayList<>();
        BigInteger above = BigInteger.ONE.shiftLeft(256);
        for (BigInteger middle : List.of(P, N, P.shiftRight(1), above, above.subtract(N))) {
            for (int i = -3; i <= 3; i++) {
                edges.add(middle.add(BigInteger.valueOf(i)));
            }
        }
        for (int bit : List.of(0, 1, 51, 52, 53, 63, 64, 104, 127, 128, 156, 192, 208, 224, 255)) {
            edges.add(BigInteger.ONE.shiftLeft(bit));
            edges.add(BigInteger.ONE.shiftLeft(bit).subtract(BigInteger.ONE));
            edges.add(above.subtract(BigInteger.ONE.shiftLeft(bit)));
        }
        for (int words = 0; words < 16; words++) {
            BigInteger number = BigInteger.ZERO;
            for (int i = 0; i < 4; i++) {
                long word = (words >> i & 1) == 0 ? 0 : 0xFFFFFFFFL;
                number = number.shiftLeft(64).or(BigInteger.valueOf(word << 32 - 8 * i));
            }
            edges.add(number.mod(above));
        }
        edges.removeIf(edge -> edge.signum() < 0 || edge.bitLength() > 256);
        return edges;
    }
}
