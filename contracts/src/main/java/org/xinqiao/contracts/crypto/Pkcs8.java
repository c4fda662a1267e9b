package org.xinqiao.contracts.crypto;

import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.BigIntegers;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.MalformedJson;

/**
 * Private keys as PKCS #8 (RFC 5958): P-256, SM2 and Ed25519, by their named curves. It is the form
 * in which other software writes and encrypts keys.
 */
public final class Pkcs8 {
    /** RFC 8410, section 3. */
    private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

    private Pkcs8() {}

    /**
     * The key in a PrivateKeyInfo. A public half that stands beside it is not looked at: it follows
     * from the secret.
     *
     * @throws InvalidKey if it is none of the three kinds, or damaged; nothing of it is shown
     */
    public static SigningKey parse(byte[] der) throws InvalidKey {
        try {
            PrivateKeyInfo info = PrivateKeyInfo.getInstance(der);
            AlgorithmIdentifier algorithm = info.getPrivateKeyAlgorithm();
            if (algorithm.getAlgorithm().equals(ED25519)) {
                byte[] secret = ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
                return Keys.ofSecret(SignatureAlgorithm.EDDSA, secret);
            }
            if (algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
                SignatureAlgorithm curve = curve(algorithm);
                BigInteger d = ECPrivateKey.getInstance(info.parsePrivateKey()).getKey();
                return Keys.ofSecret(
                        curve, BigIntegers.asUnsignedByteArray(Curve.COORDINATE_BYTES, d));
            }
        } catch (IOException
                | IllegalArgumentException
                | IllegalStateException
                | ClassCastException e) {
            // The parser casts what it finds; a damaged file is no reason to fall over.
            throw new InvalidKey("It is no PKCS #8 private key");
        }
        throw new InvalidKey("The key is none of P-256, Ed25519, SM2");
    }

    private static SignatureAlgorithm curve(AlgorithmIdentifier algorithm) throws InvalidKey {
        if (SECObjectIdentifiers.secp256r1.equals(algorithm.getParameters())) {
            return SignatureAlgorithm.ES256;
        }
        if (GMObjectIdentifiers.sm2p256v1.equals(algorithm.getParameters())) {
            return SignatureAlgorithm.SM2SM3;
        }
        throw new InvalidKey("The key is none of P-256, Ed25519, SM2");
    }

    /** The PrivateKeyInfo of a key whose secret is in software. */
    public static byte[] write(SigningKey key) {
        try {
            byte[] secret = Base64Url.decode(key.privateJwk().get("d").stringValue());
            PrivateKeyInfo info =
                    switch (key.algorithm()) {
                        case EDDSA ->
                                new PrivateKeyInfo(
                                        new AlgorithmIdentifier(ED25519),
                                        new DEROctetString(secret));
                        case ES256 -> ec(SECObjectIdentifiers.secp256r1, secret);
                        case SM2SM3 -> ec(GMObjectIdentifiers.sm2p256v1, secret);
                    };
            return info.getEncoded();
        } catch (IOException | MalformedJson e) {
            throw new IllegalStateException("A key's own secret is well formed", e);
        }
    }

    private static PrivateKeyInfo ec(ASN1ObjectIdentifier curve, byte[] secret) throws IOException {
        return new PrivateKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve),
                new ECPrivateKey(8 * Curve.COORDINATE_BYTES, new BigInteger(1, secret), curve));
    }
}
