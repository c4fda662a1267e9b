package org.xinqiao.contracts.crypto;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

/** ECDSA on P-256 with SHA-256, as JOSE and COSE write it. A high s is accepted. */
final class Es256 {
    private static final String P1363 = "SHA256withECDSAinP1363Format";

    private Es256() {}

    static PublicKeyFrame publicKey(ECPoint point) {
        return publicKey(Native.CORRETTO, point);
    }

    static SigningKey privateKey(BigInteger d) {
        return privateKey(Native.CORRETTO, d);
    }

    static PublicKeyFrame publicKey(@Nullable Provider provider, ECPoint point) {
        return provider == null
                ? new PortablePublic(point)
                : new NativePublic(new JcaSignature(provider, P1363), point);
    }

    static SigningKey privateKey(@Nullable Provider provider, BigInteger d) {
        ECPoint point = Curve.P256.timesBase(d);
        return provider == null
                ? new PortablePrivate(point, d)
                : new NativePrivate(new JcaSignature(provider, P1363), point, d);
    }

    /** By the accelerator. */
    private static final class NativePublic extends PublicKeyFrame {
        private final JcaSignature signature;
        private final PublicKey key;

        NativePublic(JcaSignature signature, ECPoint point) {
            super(Jwk.of(Curve.P256, point));
            this.signature = signature;
            this.key = Der.P256.publicKey(signature.provider(), point.getEncoded(false));
        }

        @Override
        boolean holds(byte[] message, byte[] bytes) {
            return inRange(bytes) && signature.verify(key, message, bytes);
        }
    }

    /** By the accelerator. */
    private static final class NativePrivate extends PrivateKeyFrame {
        private final JcaSignature signature;
        private final PrivateKey key;

        NativePrivate(JcaSignature signature, ECPoint point, BigInteger d) {
            super(new NativePublic(signature, point), Curve.bytes(d));
            this.signature = signature;
            Provider provider = signature.provider();
            this.key = Der.P256.privateKey(provider, Curve.bytes(d), point.getEncoded(false));
        }

        @Override
        public byte[] sign(byte[] message) {
            return signature.sign(key, message);
        }
    }

    /** By Bouncy Castle. */
    private static final class PortablePublic extends PublicKeyFrame {
        private final ECPublicKeyParameters key;

        PortablePublic(ECPoint point) {
            super(Jwk.of(Curve.P256, point));
            this.key = new ECPublicKeyParameters(point, domain());
        }

        @Override
        boolean holds(byte[] message, byte[] bytes) {
            ECDSASigner signer = new ECDSASigner();
            signer.init(false, key);
            return inRange(bytes)
                    && signer.verifySignature(
                            Digests.sha256(message), Curve.left(bytes), Curve.right(bytes));
        }
    }

    /** By Bouncy Castle, with the nonce of RFC 6979: no random number can give the key away. */
    private static final class PortablePrivate extends PrivateKeyFrame {
        private final ECPrivateKeyParameters key;

        PortablePrivate(ECPoint point, BigInteger d) {
            super(new PortablePublic(point), Curve.bytes(d));
            this.key = new ECPrivateKeyParameters(d, domain());
        }

        @Override
        public byte[] sign(byte[] message) {
            ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
            signer.init(true, key);
            BigInteger[] rs = signer.generateSignature(Digests.sha256(message));
            return Curve.join(rs[0], rs[1]);
        }
    }

    private static boolean inRange(byte[] signature) {
        return Curve.P256.inOrder(Curve.left(signature))
                && Curve.P256.inOrder(Curve.right(signature));
    }

    private static ECDomainParameters domain() {
        return new ECDomainParameters(Curve.P256.parameters);
    }
}
