package org.xinqiao.gateway.bench.jmh;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.openjdk.jmh.annotations.Benchmark;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.Digests;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;

/**
 * ES256 and Ed25519 over 400 bytes beside Bouncy Castle's plain path, each key parsed once. Where
 * the native provider loads, ours is that one; else both are Bouncy Castle.
 */
public class IntlBenchmark extends Measured {
    private static final int MESSAGE_BYTES = 400;
    private static final int HALF = 32;

    private final byte[] message = new byte[MESSAGE_BYTES];
    private final SecureRandom random = new SecureRandom();
    private final SigningKey es256 = Keys.generate(SignatureAlgorithm.ES256, random);
    private final SigningKey ed25519 = Keys.generate(SignatureAlgorithm.EDDSA, random);
    private final byte[] es256Signature = es256.sign(message);
    private final byte[] ed25519Signature = ed25519.sign(message);
    private final ECDomainParameters domain =
            new ECDomainParameters(CustomNamedCurves.getByName("P-256"));
    private final ECPrivateKeyParameters secret =
            new ECPrivateKeyParameters(new BigInteger(1, bytes(es256, "d")), domain);
    private final ECPublicKeyParameters point =
            new ECPublicKeyParameters(
                    domain.getCurve()
                            .createPoint(
                                    new BigInteger(1, bytes(es256, "x")),
                                    new BigInteger(1, bytes(es256, "y"))),
                    domain);
    private final Ed25519PrivateKeyParameters edSecret =
            new Ed25519PrivateKeyParameters(bytes(ed25519, "d"));
    private final Ed25519PublicKeyParameters edPoint = edSecret.generatePublicKey();

    /** Ours. */
    @Benchmark
    public void verifyEs256() throws BadSignature {
        es256.publicKey().verify(message, es256Signature);
    }

    /** Bouncy Castle's. */
    @Benchmark
    public boolean verifyEs256ByBouncyCastle() {
        var signer = new ECDSASigner();
        signer.init(false, point);
        return signer.verifySignature(
                Digests.sha256(message),
                new BigInteger(1, Arrays.copyOf(es256Signature, HALF)),
                new BigInteger(1, Arrays.copyOfRange(es256Signature, HALF, 2 * HALF)));
    }

    /** Ours. */
    @Benchmark
    public byte[] signEs256() {
        return es256.sign(message);
    }

    /** Bouncy Castle's, with the nonce of RFC 6979. */
    @Benchmark
    public BigInteger[] signEs256ByBouncyCastle() {
        var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, secret);
        return signer.generateSignature(Digests.sha256(message));
    }

    /** Ours. */
    @Benchmark
    public void verifyEd25519() throws BadSignature {
        ed25519.publicKey().verify(message, ed25519Signature);
    }

    /** Bouncy Castle's. */
    @Benchmark
    public boolean verifyEd25519ByBouncyCastle() {
        var signer = new Ed25519Signer();
        signer.init(false, edPoint);
        signer.update(message, 0, message.length);
        return signer.verifySignature(ed25519Signature);
    }

    /** Ours. */
    @Benchmark
    public byte[] signEd25519() {
        return ed25519.sign(message);
    }

    /** Bouncy Castle's. */
    @Benchmark
    public byte[] signEd25519ByBouncyCastle() {
        var signer = new Ed25519Signer();
        signer.init(true, edSecret);
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    private static byte[] bytes(SigningKey key, String member) {
        return Base64.getUrlDecoder().decode(key.privateJwk().get(member).stringValue());
    }
}
