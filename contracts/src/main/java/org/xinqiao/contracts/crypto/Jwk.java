package org.xinqiao.contracts.crypto;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * The public half of a JWK (RFC 7517) and its name, the SHA-256 thumbprint of RFC 7638. SM2 has no
 * registered curve; it stands like any other EC key with {@code "crv":"SM2"}.
 */
final class Jwk {
    private final SignatureAlgorithm algorithm;
    private final Supplier<String> required;

    /** Made when first asked for: a device's key is verified with once and never named. */
    private volatile @Nullable Named named;

    private record Named(String required, byte[] thumbprint, String kid) {}

    private Jwk(SignatureAlgorithm algorithm, Supplier<String> required) {
        this.algorithm = algorithm;
        this.required = required;
    }

    static Jwk of(Curve curve, ECPoint point) {
        // RFC 7638: the required members only, in lexical order, no spaces.
        return new Jwk(
                curve.algorithm,
                () ->
                        "{\"crv\":\"%s\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}"
                                .formatted(
                                        curve.jwkName,
                                        Base64Url.encode(point.getAffineXCoord().getEncoded()),
                                        Base64Url.encode(point.getAffineYCoord().getEncoded())));
    }

    static Jwk ofEd25519(byte[] point) {
        byte[] x = point.clone();
        return new Jwk(
                SignatureAlgorithm.EDDSA,
                () ->
                        "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"%s\"}"
                                .formatted(Base64Url.encode(x)));
    }

    /** Two threads may both make it, alike. */
    private Named named() {
        Named known = named;
        if (known == null) {
            String json = required.get();
            byte[] digest = Digests.sha256(json.getBytes(StandardCharsets.US_ASCII));
            known = new Named(json, digest, Base64Url.encode(digest));
            named = known;
        }
        return known;
    }

    SignatureAlgorithm algorithm() {
        return algorithm;
    }

    byte[] thumbprint() {
        return named().thumbprint().clone();
    }

    String kid() {
        return named().kid();
    }

    ObjectNode toJson() {
        ObjectNode jwk = (ObjectNode) StrictJson.mapper().readTree(named().required());
        return jwk.put("alg", algorithm.jose()).put("kid", kid());
    }

    ObjectNode toJson(byte[] secret) {
        return toJson().put("d", Base64Url.encode(secret));
    }
}
