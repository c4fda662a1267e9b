package org.xinqiao.gateway.bench.jmh;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.ECPoint;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.VerificationKey;
import tools.jackson.databind.JsonNode;

/**
 * SM2 over 400 bytes beside Bouncy Castle's signer: each side with its key parsed once, and with a
 * key that is new for each signature, as a device's is.
 */
public class Sm2Benchmark extends Measured {
    private static final int MESSAGE_BYTES = 400;
    private static final int USES_BEFORE_MEASURING = 1000;

    private final byte[] message = new byte[MESSAGE_BYTES];
    private final SecureRandom random = new SecureRandom();
    private final SigningKey key = Keys.generate(SignatureAlgorithm.SM2SM3, random);
    private final VerificationKey publicKey = key.publicKey();
    private final byte[] signature = key.sign(message);
    private final byte[] x = bytes("x");
    private final byte[] y = bytes("y");
    private final ECDomainParameters domain =
            new ECDomainParameters(CustomNamedCurves.getByName("sm2p256v1"));
    private final SM2Signer verifier = verifier();
    private final SM2Signer signer = signer();

    /** Uses the key as often as gives it its table. */
    @Setup
    public void setUp() throws BadSignature {
        for (int i = 0; i < USES_BEFORE_MEASURING; i++) {
            publicKey.verify(message, signature);
        }
    }

    /** A member's key. */
    @Benchmark
    public void verify() throws BadSignature {
        publicKey.verify(message, signature);
    }

    /** The same by Bouncy Castle, which keeps some multiples of a point that it saw before. */
    @Benchmark
    public boolean verifyByBouncyCastle() {
        return verified(verifier);
    }

    /** A key seen once, from its coordinates on. */
    @Benchmark
    public void verifyWithNewKey() throws InvalidKey, BadSignature {
        Keys.ofPoint(SignatureAlgorithm.SM2SM3, x, y).verify(message, signature);
    }

    /** The same by Bouncy Castle. */
    @Benchmark
    public boolean verifyWithNewKeyByBouncyCastle() {
        return verified(verifier());
    }

    /** With the nonce of RFC 6979. */
    @Benchmark
    public byte[] sign() {
        return key.sign(message);
    }

    /** With a random nonce, by a signer that is used again. */
    @Benchmark
    public byte[] signByBouncyCastle() throws CryptoException {
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    private boolean verified(SM2Signer by) {
        by.update(message, 0, message.length);
        if (!by.verifySignature(signature)) {
            throw new IllegalStateException("Bouncy Castle refuses the signature");
        }
        return true;
    }

    private SM2Signer verifier() {
        ECPoint point = domain.getCurve().validatePoint(new BigInteger(1, x), new BigInteger(1, y));
        SM2Signer fresh = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
        fresh.init(false, new ECPublicKeyParameters(point, domain));
        return fresh;
    }

    private SM2Signer signer() {
        SM2Signer fresh = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
        BigInteger d = new BigInteger(1, bytes("d"));
        fresh.init(true, new ParametersWithRandom(new ECPrivateKeyParameters(d, domain), random));
        return fresh;
    }

    private byte[] bytes(String member) {
        JsonNode jwk = key.privateJwk();
        return Base64.getUrlDecoder().decode(jwk.get(member).stringValue());
    }
}
