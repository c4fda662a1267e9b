package org.xinqiao.contracts.crypto;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * SM2 signatures with SM3 (GB/T 32918.2-2016, letters as there), user id 1234567812345678, r and s
 * as 64 raw bytes. Z, which depends on the key alone, is computed once per key.
 */
final class Sm2Keys {
    private static final Curve CURVE = Curve.SM2;
    private static final BigInteger N = CURVE.order;
    private static final int SIGNING_WIDTH = 5;
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

    /** The public half. Its time depends on public things alone, which it tells. */
    static final class Public extends PublicKeyFrame {
        private final ECPoint point;
        private final byte[] z;
        private final Sm2KeyTable table;

        Public(ECPoint point) {
            this(point, Sm2KeyTables.SHARED);
        }

        Public(ECPoint point, Sm2KeyTables tables) {
            super(Jwk.of(CURVE, point));
            this.point = point;
            this.z = z(point);
            this.table = new Sm2KeyTable(tables, kid(), point);
        }

        /** e of 6.1: the digest that is signed. */
        byte[] e(byte[] message) {
            return Digests.sm3(z, message);
        }

        @Override
        boolean holds(byte[] message, byte[] signature) {
            return Sm2Equation.holds(point, table.use(), e(message), signature);
        }
    }

    /**
     * The private half. Neither the multiple of the base point nor s takes a branch or an address
     * from the secret or the nonce. What is not so: the nonce, once per signature, and the key,
     * when it is made, pass through {@link BigInteger}, whose time tells how long a number is, and
     * the digests of RFC 6979 are Bouncy Castle's.
     */
    static final class Private extends PrivateKeyFrame {
        /** 65 KiB, all of which each signature reads; made with the first. */
        private static final class Base {
            static final Sm2Table TABLE = Sm2Table.of(CURVE.parameters.getG(), SIGNING_WIDTH);
        }

        private final Public publicKey;
        private final BigInteger d;

        /** 2^256 / (1 + d), for Montgomery's product. */
        private final long[] inverse;

        Private(BigInteger d) {
            this(d, new Public(CURVE.timesBase(d)));
        }

        private Private(BigInteger d, Public publicKey) {
            super(publicKey, Curve.bytes(d));
            this.publicKey = publicKey;
            this.d = d;
            this.inverse =
                    Sm2Order.words(
                            BigIntegers.modOddInverse(N, d.add(BigInteger.ONE))
                                    .shiftLeft(Sm2Order.BITS)
                                    .mod(N));
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
            long[] nonce = Sm2Order.words(k);
            long[] x = Sm2Order.reduced(x(nonce));
            long[] r = Sm2Order.sum(Sm2Order.reduced(Sm2Order.words(ByteBuffer.wrap(e))), x);
            // s = (k - r d) / (1 + d), written so that the secret is multiplied once.
            long[] sum = Sm2Order.sum(nonce, r);
            long[] s = Sm2Order.difference(Sm2Order.product(sum, inverse), r);
            if (Sm2Order.isZero(r) || Sm2Order.isZero(sum) || Sm2Order.isZero(s)) {
                return new byte[0];
            }
            ByteBuffer signature = ByteBuffer.allocate(SignatureAlgorithm.SIGNATURE_BYTES);
            Sm2Order.put(r, signature);
            Sm2Order.put(s, signature);
            return signature.array();
        }

        /** x of kG. */
        private static long[] x(long[] k) {
            Sm2Point point = Base.TABLE.choose(k);
            if (point.isSound()) {
                return point.affineX();
            }
            // One pair of nonces in 2^255; both are known, and no hash gives them on purpose.
            return Sm2Order.words(
                    CURVE.timesBase(Sm2Order.number(k)).getAffineXCoord().toBigInteger());
        }
    }
}
