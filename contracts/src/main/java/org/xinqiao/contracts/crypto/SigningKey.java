package org.xinqiao.contracts.crypto;

import tools.jackson.databind.node.ObjectNode;

/** A private key, parsed once, for use by any number of threads. */
public interface SigningKey {
    /** The one algorithm that this key signs with. */
    SignatureAlgorithm algorithm();

    /** The name of the public key. */
    String kid();

    /** The signature over {@code message}, 64 bytes: r and s, or R and S; never DER. */
    byte[] sign(byte[] message);

    /** What others verify with. */
    VerificationKey publicKey();

    /**
     * The key as a JWK with its secret, a fresh one each time; for files that only the node reads.
     */
    ObjectNode privateJwk();
}
