package org.xinqiao.gateway.seal;

import java.time.Instant;
import java.util.Optional;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.identity.NodeId;

/** What this node signs its own log, and cosigns others', with. */
public interface LogKeys {
    /** This node. */
    NodeId self();

    /**
     * The Ed25519 key that is published for {@link KeyUse#LOG} or {@link KeyUse#WITNESS} and in
     * force; empty without one, and without trust in force.
     */
    Optional<SigningKey> signing(KeyUse use, Instant now);
}
