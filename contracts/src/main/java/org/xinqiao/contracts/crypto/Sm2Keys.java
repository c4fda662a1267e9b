package org.xinqiao.contracts.crypto;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * SM2 signatures with SM3 (GB/T 32918.2-2016, letters as there), user id 1234567812345678, r and s
 * as 64 raw bytes. Z, which depends on the key alone, is computed once per key.
 */
final class Sm2Keys {
    private static final Curve CURVE = Curve.SM2;
    private static final BigInteger N = CURVE.order;
    private static final byte[] USER_ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII);

    private Sm2Keys() {}

    /** Z of 5.5: the digest that ties user id, curve and key to every message. */
    static byte[] z(ECPoint key) {
        int bits = USER_ID.length * 8;
        ECPoint base = CURVE.parameters.getG();
        return Digests.sm3(
                new byte[] {(byte) (bits >> 8), (byte) bits},
                USER_ID,
                CURVE.parameters.getCurve().getA().getEncoded(),
                CURVE.parameters.getCurve().getB().getEncoded(),
                base.getAffineXCoord().getEncoded(),
                base.getAffineYCoord().getEncoded(),
                key.getAffineXCoord().getEncoded(),
                key.getAffineYCoord().getEncoded());
    }

    /** The public half. */
    static final class Public extends PublicKeyFrame {
        private final ECPoint point;
        private final byte[] z;

        Public(ECPoint point) {
            super(Jwk.of(CURVE, point));
            this.point = point;
            this.z = z(point);
        }

        /** e of 6.1: the digest that is signed. */
        byte[] e(byte[] message) {
            return Digests.sm3(z, message);
        }

        @Override
        boolean holds(byte[] message, byte[] signature) {
            BigInteger r = Curve.left(signature);
            BigInteger s = Curve.right(signature);
            if (!CURVE.inOrder(r) || !CURVE.inOrder(s)) {
                return false;
            }
            BigInteger t = r.add(s).mod(N);
            if (t.signum() == 0) {
                return false;
            }
            ECPoint sum =
                    ECAlgorithms.sumOfTwoMultiplies(CURVE.parameters.getG(), s, point, t)
                            .normalize();
            if (sum.isInfinity()) {
                return false;
            }
            BigInteger x = sum.getAffineXCoord().toBigInteger();
            return new BigInteger(1, e(message)).add(x).mod(N).equals(r);
        }
    }

    /** The private half. */
    static final class Private extends PrivateKeyFrame {
        private final Public publicKey;
        private final BigInteger d;
        private final BigInteger inverse;

        Private(BigInteger d) {
            this(d, new Public(CURVE.timesBase(d)));
        }

        private Private(BigInteger d, Public publicKey) {
            super(publicKey, Curve.bytes(d));
            this.publicKey = publicKey;
            this.d = d;
            this.inverse = BigIntegers.modOddInverse(N, d.add(BigInteger.ONE));
        }

        @Override
        public byte[] sign(byte[] message) {
            byte[] e = publicKey.e(message);
            // The nonce of RFC 6979 with SM3: no random number can repeat and give the key away.
            HMacDSAKCalculator nonces = new HMacDSAKCalculator(new SM3Digest());
            nonces.init(N, d, e);
            while (true) {
                byte[] signature = sign(e, nonces.nextK());
                if (signature.length > 0) {
                    return signature;
                }
            }
        }

        /** The signature over e with the nonce k; empty for the few k that the standard rejects. */
        byte[] sign(byte[] e, BigInteger k) {
            BigInteger x = CURVE.timesBase(k).getAffineXCoord().toBigInteger();
            BigInteger r = new BigInteger(1, e).add(x).mod(N);
            // s = (k - r d) / (1 + d), written so that the secret is multiplied once.
            BigInteger s = k.add(r).multiply(inverse).subtract(r).mod(N);
            boolean rejected = r.signum() == 0 || r.add(k).equals(N) || s.signum() == 0;
            return rejected ? new byte[0] : Curve.join(r, s);
        }
    }
}
