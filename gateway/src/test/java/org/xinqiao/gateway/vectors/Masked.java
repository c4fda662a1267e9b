package org.xinqiao.gateway.vectors;

import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.VerificationKey;
import tools.jackson.databind.node.ObjectNode;

/** Signs with one key under the name of another. */
record Masked(SigningKey signs, SigningKey named) implements SigningKey {
    @Override
    public SignatureAlgorithm algorithm() {
        return signs.algorithm();
    }

    @Override
    public String kid() {
        return named.kid();
    }

    @Override
    public byte[] sign(byte[] message) {
        return signs.sign(message);
    }

    @Override
    public VerificationKey publicKey() {
        return named.publicKey();
    }

    @Override
    public ObjectNode privateJwk() {
        throw new UnsupportedOperationException();
    }
}
