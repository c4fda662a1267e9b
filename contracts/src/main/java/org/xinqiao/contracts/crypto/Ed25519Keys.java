package org.xinqiao.contracts.crypto;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/** Ed25519 (RFC 8032). */
final class Ed25519Keys {
    static final int KEY_BYTES = Ed25519.PUBLIC_KEY_SIZE;

    private Ed25519Keys() {}

    static PublicKeyFrame publicKey(byte[] x) throws InvalidKey {
        return publicKey(Native.CORRETTO, checked(x));
    }

    static SigningKey privateKey(byte[] seed) throws InvalidKey {
        if (seed.length != Ed25519.SECRET_KEY_SIZE) {
            throw new InvalidKey("The secret must have 32 bytes");
        }
        byte[] x = new byte[KEY_BYTES];
        Ed25519.generatePublicKey(seed, 0, x, 0);
        return privateKey(Native.CORRETTO, seed, x);
    }

    static PublicKeyFrame publicKey(@Nullable Provider provider, byte[] x) {
        return provider == null
                ? new PortablePublic(x)
                : new NativePublic(new JcaSignature(provider, "Ed25519"), x);
    }

    static SigningKey privateKey(@Nullable Provider provider, byte[] seed, byte[] x) {
        return provider == null
                ? new PortablePrivate(seed, x)
                : new NativePrivate(new JcaSignature(provider, "Ed25519"), seed, x);
    }

    private static byte[] checked(byte[] x) throws InvalidKey {
        // Full: a point of small order would verify signatures that nobody made.
        if (x.length != KEY_BYTES || !Ed25519.validatePublicKeyFull(x, 0)) {
            throw new InvalidKey("The point is not a public key of Ed25519");
        }
        return x;
    }

    /** By the accelerator. */
    private static final class NativePublic extends PublicKeyFrame {
        private final JcaSignature signature;
        private final PublicKey key;

        NativePublic(JcaSignature signature, byte[] x) {
            super(Jwk.ofEd25519(x));
            this.signature = signature;
            this.key = Der.ED25519.publicKey(signature.provider(), x);
        }

        @Override
        boolean holds(byte[] message, byte[] bytes) {
            return signature.verify(key, message, bytes);
        }
    }

    /** By the accelerator. */
    private static final class NativePrivate extends PrivateKeyFrame {
        private final JcaSignature signature;
        private final PrivateKey key;

        NativePrivate(JcaSignature signature, byte[] seed, byte[] x) {
            super(new NativePublic(signature, x), seed);
            this.signature = signature;
            this.key = Der.ED25519.privateKey(signature.provider(), seed, x);
        }

        @Override
        public byte[] sign(byte[] message) {
            return signature.sign(key, message);
        }
    }

    /** By Bouncy Castle. */
    private static final class PortablePublic extends PublicKeyFrame {
        private final Ed25519.PublicPoint point;

        PortablePublic(byte[] x) {
            super(Jwk.ofEd25519(x));
            this.point = Ed25519.validatePublicKeyPartialExport(x, 0);
        }

        @Override
        boolean holds(byte[] message, byte[] bytes) {
            return Ed25519.verify(bytes, 0, point, message, 0, message.length);
        }
    }

    /** By Bouncy Castle. */
    private static final class PortablePrivate extends PrivateKeyFrame {
        private final byte[] seed;
        private final byte[] x;

        PortablePrivate(byte[] seed, byte[] x) {
            super(new PortablePublic(x), seed);
            this.seed = seed.clone();
            this.x = x.clone();
        }

        @Override
        public byte[] sign(byte[] message) {
            byte[] signature = new byte[SignatureAlgorithm.SIGNATURE_BYTES];
            Ed25519.sign(seed, 0, x, 0, message, 0, message.length, signature, 0);
            return signature;
        }
    }
}
