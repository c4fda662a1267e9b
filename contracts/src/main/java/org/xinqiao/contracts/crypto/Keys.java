package org.xinqiao.contracts.crypto;

import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.MalformedJson;
import tools.jackson.databind.JsonNode;

/**
 * Makes keys out of JWKs (RFC 7517), points and randomness. Whatever it returns is checked: a point
 * of its curve, a secret in range, the two belonging together, {@code alg} and {@code kid}, where
 * they stand, being this key's own.
 */
public final class Keys {
    private static final List<Curve> CURVES = List.of(Curve.P256, Curve.SM2);

    private Keys() {}

    /** A public key. One that carries its secret is refused: it is no longer a key. */
    public static VerificationKey parsePublic(JsonNode jwk) throws InvalidKey {
        if (jwk.has("d")) {
            throw new InvalidKey("A published key must not carry its secret");
        }
        return named(jwk, parsePoint(jwk));
    }

    /** A private key with its public half. */
    public static SigningKey parsePrivate(JsonNode jwk) throws InvalidKey {
        VerificationKey publicKey = named(jwk, parsePoint(jwk));
        SigningKey key = ofSecret(publicKey.algorithm(), bytes(jwk, "d"));
        if (!key.kid().equals(publicKey.kid())) {
            throw new InvalidKey("The secret does not belong to the public key");
        }
        return key;
    }

    /** A new key. */
    public static SigningKey generate(SignatureAlgorithm algorithm, SecureRandom random) {
        byte[] secret = new byte[Curve.COORDINATE_BYTES];
        while (true) {
            random.nextBytes(secret);
            try {
                return ofSecret(algorithm, secret);
            } catch (InvalidKey e) {
                // Out of range, once in four thousand million: draw again, so none is favoured.
            }
        }
    }

    /** A device key by its coordinates, 32 bytes each; the point is checked. */
    public static VerificationKey ofPoint(SignatureAlgorithm algorithm, byte[] x, byte[] y)
            throws InvalidKey {
        return switch (algorithm) {
            case ES256 -> Es256.publicKey(Curve.P256.point(x, y));
            case SM2SM3 -> new Sm2Keys.Public(Curve.SM2.point(x, y));
            case EDDSA -> throw new InvalidKey("An Ed25519 key has one coordinate");
        };
    }

    /**
     * A device key by its x coordinate and the sign of y, as in a COSE_Key; the point is checked.
     */
    public static VerificationKey ofCompressedPoint(
            SignatureAlgorithm algorithm, byte[] x, boolean yOdd) throws InvalidKey {
        return switch (algorithm) {
            case ES256 -> Es256.publicKey(Curve.P256.point(x, yOdd));
            case SM2SM3 -> new Sm2Keys.Public(Curve.SM2.point(x, yOdd));
            case EDDSA -> throw new InvalidKey("An Ed25519 key has one coordinate");
        };
    }

    private static VerificationKey parsePoint(JsonNode jwk) throws InvalidKey {
        String type = text(jwk, "kty");
        String curve = text(jwk, "crv");
        if ("OKP".equals(type) && "Ed25519".equals(curve)) {
            return Ed25519Keys.publicKey(bytes(jwk, "x"));
        }
        for (Curve known : CURVES) {
            if ("EC".equals(type) && known.jwkName.equals(curve)) {
                return ofPoint(known.algorithm, bytes(jwk, "x"), bytes(jwk, "y"));
            }
        }
        throw new InvalidKey("The key is none of P-256, Ed25519, SM2");
    }

    private static VerificationKey named(JsonNode jwk, VerificationKey key) throws InvalidKey {
        if (jwk.has("alg") && !key.algorithm().jose().equals(text(jwk, "alg"))) {
            throw new InvalidKey("alg is not the algorithm of the key's curve");
        }
        if (jwk.has("kid") && !key.kid().equals(text(jwk, "kid"))) {
            throw new InvalidKey("kid is not the key's RFC 7638 thumbprint");
        }
        return key;
    }

    static SigningKey ofSecret(SignatureAlgorithm algorithm, byte[] secret) throws InvalidKey {
        return switch (algorithm) {
            case ES256 -> Es256.privateKey(Curve.P256.secret(secret));
            case EDDSA -> Ed25519Keys.privateKey(secret);
            case SM2SM3 -> new Sm2Keys.Private(Curve.SM2.secret(secret));
        };
    }

    private static byte[] bytes(JsonNode jwk, String member) throws InvalidKey {
        String text = text(jwk, member);
        if (text == null) {
            throw new InvalidKey(member + " is missing");
        }
        try {
            return Base64Url.decode(text);
        } catch (MalformedJson e) {
            throw new InvalidKey(member + " " + e.rule());
        }
    }

    private static @Nullable String text(JsonNode jwk, String member) {
        JsonNode value = jwk.get(member);
        return value != null && value.isString() ? value.stringValue() : null;
    }
}
