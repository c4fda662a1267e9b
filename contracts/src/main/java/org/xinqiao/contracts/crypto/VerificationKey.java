package org.xinqiao.contracts.crypto;

import tools.jackson.databind.node.ObjectNode;

/**
 * A public key, parsed and checked once, for use by any number of threads.
 *
 * <p>It guarantees that the key is a point of its curve. Whose it is, what for and until when, it
 * does not know. ECDSA and SM2 signatures are malleable: another signature over the same message
 * may hold as well, so never take a signature's bytes for its identity.
 */
public interface VerificationKey {
    /** The one algorithm that this key verifies. */
    SignatureAlgorithm algorithm();

    /** The key's name: its {@link #thumbprint()} in base64url. */
    String kid();

    /** The SHA-256 thumbprint of RFC 7638, 32 bytes. */
    byte[] thumbprint();

    /** Returns only if {@code signature}, 64 bytes, is this key's over {@code message}. */
    void verify(byte[] message, byte[] signature) throws BadSignature;

    /** The key as a JWK with {@code alg} and {@code kid}, a fresh one each time. */
    ObjectNode jwk();
}
