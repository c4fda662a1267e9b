package org.xinqiao.gateway.seal;

import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.Envelope;

/**
 * A signed message, ready to leave. Only {@link Sealer} makes one, from what was disclosed; nothing
 * else is ever dispatched.
 */
public final class Sealed {
    private final Envelope envelope;
    private final String kid;
    private final SignatureAlgorithm algorithm;
    private final byte[] bytes;

    Sealed(Envelope envelope, String kid, SignatureAlgorithm algorithm, byte[] bytes) {
        this.envelope = envelope;
        this.kid = kid;
        this.algorithm = algorithm;
        this.bytes = bytes;
    }

    /** What was signed. */
    public Envelope envelope() {
        return envelope;
    }

    /** The node it is for. */
    public NodeId to() {
        return envelope.to();
    }

    /** The key that signed. */
    public String kid() {
        return kid;
    }

    /** The algorithm of the signature. */
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /** The JWS: these very bytes are sent, again if need be. */
    public byte[] bytes() {
        return bytes.clone();
    }
}
