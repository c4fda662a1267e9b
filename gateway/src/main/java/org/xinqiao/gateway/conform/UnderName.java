package org.xinqiao.gateway.conform;

import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.VerificationKey;
import tools.jackson.databind.node.ObjectNode;

/** A forger's key that signs under the name of somebody else's. */
record UnderName(SigningKey signs, VerificationKey named) implements SigningKey {
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
        return named;
    }

    @Override
    public ObjectNode privateJwk() {
        return signs.privateJwk();
    }
}
