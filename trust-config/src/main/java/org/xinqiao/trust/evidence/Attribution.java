package org.xinqiao.trust.evidence;

import java.time.Instant;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.jose.MalformedJws;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.document.NodeKey;

/** Whether a JWS is a node's own, by what the trust documents of then say about its keys. */
final class Attribution {
    private Attribution() {}

    /** What is wrong with a signature. */
    enum Fault {
        /** It is no JWS of the kind. */
        MALFORMED,
        /** The signer published no such key for this use. */
        UNKNOWN_KEY,
        /** It does not hold. */
        BAD,
        /** The key was not in force. */
        KEY_NOT_IN_FORCE
    }

    /** Thrown when a JWS is not what it claims to be. */
    static final class NotAttributable extends Exception {
        private static final long serialVersionUID = 1L;

        private final Fault fault;

        NotAttributable(Fault fault) {
            super(fault.name(), null, false, false);
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    static CompactJws parse(byte[] ascii, JwsType type) throws NotAttributable {
        try {
            return CompactJws.parse(ascii, type);
        } catch (MalformedJws e) {
            throw new NotAttributable(Fault.MALFORMED);
        }
    }

    /**
     * Returns only for a JWS of this signer, by a key for the use that was in force.
     *
     * @param dated when it says it was signed
     * @param known when it was first known
     */
    static void verify(
            CompactJws jws,
            NodeId signer,
            KeyUse use,
            Instant dated,
            Instant known,
            TrustSnapshot trust)
            throws NotAttributable {
        NodeKey key = signed(jws, signer, use, trust);
        if (key.standing(dated, known) != NodeKey.Standing.GOOD) {
            throw new NotAttributable(Fault.KEY_NOT_IN_FORCE);
        }
    }

    /** Returns only for a JWS by a key that its signer published for the use, whenever. */
    static NodeKey signed(CompactJws jws, NodeId signer, KeyUse use, TrustSnapshot trust)
            throws NotAttributable {
        NodeKey key =
                trust.key(signer, use, jws.kid())
                        .filter(k -> k.key().algorithm() == jws.algorithm())
                        .orElseThrow(() -> new NotAttributable(Fault.UNKNOWN_KEY));
        try {
            jws.verify(key.key());
        } catch (BadSignature e) {
            throw new NotAttributable(Fault.BAD);
        }
        return key;
    }
}
