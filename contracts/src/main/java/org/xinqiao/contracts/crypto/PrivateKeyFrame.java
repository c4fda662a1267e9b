package org.xinqiao.contracts.crypto;

import tools.jackson.databind.node.ObjectNode;

/** What all private keys have in common; the secret shows in the JWK and nowhere else. */
abstract class PrivateKeyFrame implements SigningKey {
    private final PublicKeyFrame publicKey;
    private final byte[] secret;

    PrivateKeyFrame(PublicKeyFrame publicKey, byte[] secret) {
        this.publicKey = publicKey;
        this.secret = secret.clone();
    }

    @Override
    public final SignatureAlgorithm algorithm() {
        return publicKey.algorithm();
    }

    @Override
    public final String kid() {
        return publicKey.kid();
    }

    @Override
    public final VerificationKey publicKey() {
        return publicKey;
    }

    @Override
    public final ObjectNode privateJwk() {
        return publicKey.jwk(secret);
    }

    @Override
    public final String toString() {
        return "private " + publicKey;
    }
}
