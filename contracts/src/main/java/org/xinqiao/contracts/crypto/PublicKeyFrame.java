package org.xinqiao.contracts.crypto;

import tools.jackson.databind.node.ObjectNode;

/** What all public keys have in common: their name, their JWK and the check of the length. */
abstract class PublicKeyFrame implements VerificationKey {
    private final Jwk jwk;

    PublicKeyFrame(Jwk jwk) {
        this.jwk = jwk;
    }

    /** Whether 64 bytes are this key's signature. */
    abstract boolean holds(byte[] message, byte[] signature);

    @Override
    public final void verify(byte[] message, byte[] signature) throws BadSignature {
        if (signature.length != SignatureAlgorithm.SIGNATURE_BYTES || !holds(message, signature)) {
            throw new BadSignature();
        }
    }

    @Override
    public final SignatureAlgorithm algorithm() {
        return jwk.algorithm();
    }

    @Override
    public final String kid() {
        return jwk.kid();
    }

    @Override
    public final byte[] thumbprint() {
        return jwk.thumbprint();
    }

    @Override
    public final ObjectNode jwk() {
        return jwk.toJson();
    }

    final ObjectNode jwk(byte[] secret) {
        return jwk.toJson(secret);
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof PublicKeyFrame key && key.kid().equals(kid());
    }

    @Override
    public final int hashCode() {
        return kid().hashCode();
    }

    @Override
    public final String toString() {
        return algorithm().jose() + " " + kid();
    }
}
