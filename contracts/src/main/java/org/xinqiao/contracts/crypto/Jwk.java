package org.xinqiao.contracts.crypto;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.math.ec.ECPoint;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * The public half of a JWK (RFC 7517) and its name, the SHA-256 thumbprint of RFC 7638. SM2 has no
 * registered curve; it stands like any other EC key with {@code "crv":"SM2"}.
 */
final class Jwk {
    private final SignatureAlgorithm algorithm;
    private final String required;
    private final byte[] thumbprint;
    private final String kid;

    private Jwk(SignatureAlgorithm algorithm, String required) {
        this.algorithm = algorithm;
        this.required = required;
        this.thumbprint = Digests.sha256(required.getBytes(StandardCharsets.US_ASCII));
        this.kid = Base64Url.encode(thumbprint);
    }

    static Jwk of(Curve curve, ECPoint point) {
        // RFC 7638: the required members only, in lexical order, no spaces.
        return new Jwk(
                curve.algorithm,
                "{\"crv\":\"%s\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}"
                        .formatted(
                                curve.jwkName,
                                Base64Url.encode(point.getAffineXCoord().getEncoded()),
                                Base64Url.encode(point.getAffineYCoord().getEncoded())));
    }

    static Jwk ofEd25519(byte[] x) {
        return new Jwk(
                SignatureAlgorithm.EDDSA,
                "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"%s\"}"
                        .formatted(Base64Url.encode(x)));
    }

    SignatureAlgorithm algorithm() {
        return algorithm;
    }

    byte[] thumbprint() {
        return thumbprint.clone();
    }

    String kid() {
        return kid;
    }

    ObjectNode toJson() {
        ObjectNode jwk = (ObjectNode) StrictJson.mapper().readTree(required);
        return jwk.put("alg", algorithm.jose()).put("kid", kid);
    }

    ObjectNode toJson(byte[] secret) {
        return toJson().put("d", Base64Url.encode(secret));
    }
}
