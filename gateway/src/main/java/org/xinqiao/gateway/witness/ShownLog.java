package org.xinqiao.gateway.witness;

import java.util.Optional;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.log.SignedCheckpoint;
import org.xinqiao.contracts.log.TileHashes;

/** A partner's log as it shows it; nothing is verified yet. */
interface ShownLog extends TileHashes.Reader {
    /** Its latest checkpoint; empty if it shows none. */
    Optional<SignedCheckpoint> checkpoint() throws NotShown;

    /** What it cosigned of another node's log; empty if it never did. */
    Optional<SignedCheckpoint> cosigned(NodeId node) throws NotShown;

    /** The partner is out of reach, or shows something else than was asked for. */
    final class NotShown extends Exception {
        private static final long serialVersionUID = 1L;

        NotShown(String reason) {
            super(reason, null, false, false);
        }
    }
}
