package org.xinqiao.contracts.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import javax.crypto.KeyAgreement;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.agreement.ECDHBasicAgreement;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.MalformedJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a content key reaches the holder of a published key: agreed by ECDH on P-256, or encrypted by
 * SM2 (GB/T 32918.4) as C1 (04 ‖ x ‖ y) ‖ C3 ‖ C2.
 */
public final class KeyTransport {
    private static final int POINT_BYTES = 1 + 2 * Curve.COORDINATE_BYTES;
    private static final byte UNCOMPRESSED = 4;

    private KeyTransport() {}

    /** The x coordinate of the common point of two P-256 keys (RFC 7518, section 4.6: Z). */
    public static byte[] agree(SigningKey own, VerificationKey other) {
        return agree(Native.CORRETTO, own, other);
    }

    static byte[] agree(@Nullable Provider provider, SigningKey own, VerificationKey other) {
        BigInteger secret = secret(own, SignatureAlgorithm.ES256);
        ECPoint point = point(other, Curve.P256);
        if (provider != null) {
            return agree(provider, secret, point);
        }
        ECDomainParameters domain = new ECDomainParameters(Curve.P256.parameters);
        ECDHBasicAgreement agreement = new ECDHBasicAgreement();
        agreement.init(new ECPrivateKeyParameters(secret, domain));
        return Curve.bytes(agreement.calculateAgreement(new ECPublicKeyParameters(point, domain)));
    }

    private static byte[] agree(Provider provider, BigInteger secret, ECPoint point) {
        byte[] own = Curve.P256.timesBase(secret).getEncoded(false);
        try {
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH", provider);
            agreement.init(Der.P256.privateKey(provider, Curve.bytes(secret), own));
            agreement.doPhase(Der.P256.publicKey(provider, point.getEncoded(false)), true);
            return agreement.generateSecret();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Checked keys must agree", e);
        }
    }

    /** A content key, encrypted to the holder of an SM2 key. */
    public static byte[] encrypt(
            VerificationKey recipient, byte[] contentKey, SecureRandom random) {
        SM2Engine engine = engine();
        engine.init(
                true,
                new ParametersWithRandom(
                        new ECPublicKeyParameters(point(recipient, Curve.SM2), sm2()), random));
        try {
            return engine.processBlock(contentKey, 0, contentKey.length);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("A checked key must encrypt", e);
        }
    }

    /** The content key of {@code length} bytes that was encrypted to the own SM2 key. */
    public static byte[] decrypt(SigningKey own, byte[] encrypted, int length)
            throws BadCiphertext {
        if (encrypted.length != POINT_BYTES + Digests.LENGTH + length
                || encrypted[0] != UNCOMPRESSED) {
            throw new BadCiphertext();
        }
        SM2Engine engine = engine();
        engine.init(
                false, new ECPrivateKeyParameters(secret(own, SignatureAlgorithm.SM2SM3), sm2()));
        try {
            return engine.processBlock(encrypted, 0, encrypted.length);
        } catch (InvalidCipherTextException | IllegalArgumentException e) {
            // The second: a C1 that is no point of the curve.
            throw new BadCiphertext();
        }
    }

    private static SM2Engine engine() {
        // The engine's own default is the order C1C2C3 of before 2012.
        return new SM2Engine(new SM3Digest(), SM2Engine.Mode.C1C3C2);
    }

    private static ECDomainParameters sm2() {
        return new ECDomainParameters(Curve.SM2.parameters);
    }

    private static ECPoint point(VerificationKey key, Curve curve) {
        require(key.algorithm(), curve.algorithm);
        ObjectNode jwk = key.jwk();
        try {
            return curve.point(bytes(jwk, "x"), bytes(jwk, "y"));
        } catch (InvalidKey e) {
            throw new IllegalStateException("A key's own JWK must be one", e);
        }
    }

    private static BigInteger secret(SigningKey key, SignatureAlgorithm algorithm) {
        require(key.algorithm(), algorithm);
        return new BigInteger(1, bytes(key.privateJwk(), "d"));
    }

    private static byte[] bytes(ObjectNode jwk, String member) {
        try {
            return Base64Url.decode(jwk.required(member).stringValue());
        } catch (MalformedJson e) {
            throw new IllegalStateException("A key's own JWK must be one", e);
        }
    }

    private static void require(SignatureAlgorithm is, SignatureAlgorithm must) {
        if (is != must) {
            throw new IllegalArgumentException("The key must be of " + must.jose());
        }
    }
}
