package org.xinqiao.gateway.witness;

import java.util.Optional;
import org.xinqiao.contracts.log.BadProof;
import org.xinqiao.contracts.log.Checkpoint;
import org.xinqiao.contracts.log.ConsistencyProof;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.log.HashSource;
import org.xinqiao.contracts.log.MerkleTree;
import org.xinqiao.contracts.log.MissingHash;
import org.xinqiao.contracts.log.SignedCheckpoint;

/** Judges logs; both checkpoints are verified by the log's key before they come here. */
final class LogRules {
    private LogRules() {}

    /**
     * What {@code shown} means beside {@code known}.
     *
     * @param tiles the hashes that the log shows for the size of {@code shown}
     */
    static LogVerdict decide(SignedCheckpoint known, SignedCheckpoint shown, HashSource tiles) {
        Checkpoint before = known.checkpoint();
        Checkpoint now = shown.checkpoint();
        if (now.size() < before.size()) {
            return new LogVerdict.Shrunk(known, shown);
        }
        if (now.size() == before.size()) {
            return now.root().equals(before.root())
                    ? new LogVerdict.Same()
                    : new LogVerdict.Forked(known, shown);
        }
        try {
            return continued(known, shown, tiles);
        } catch (MissingHash e) {
            return new LogVerdict.Unknown(String.valueOf(e.getMessage()));
        }
    }

    private static LogVerdict continued(
            SignedCheckpoint known, SignedCheckpoint shown, HashSource tiles) throws MissingHash {
        Checkpoint before = known.checkpoint();
        Checkpoint now = shown.checkpoint();
        MerkleTree tree = new MerkleTree(tiles, now.size());
        if (!tree.root().equals(now.root())) {
            return new LogVerdict.Changed(known, shown, false);
        }
        ConsistencyProof proof = tree.consistency(before.size());
        try {
            proof.verify(before.root(), now.root());
            return new LogVerdict.Grown(proof);
        } catch (BadProof e) {
            return new LogVerdict.Changed(known, shown, true);
        }
    }

    /**
     * Whether this node's own log is behind, or beside, what it signed before: a witness shows a
     * larger checkpoint, or another root at its size.
     *
     * @param ownSize how large our log is, read after the witness was asked
     * @param ownRoot our root at the witness's size
     */
    static boolean isRestored(Checkpoint seen, long ownSize, Optional<Hash> ownRoot) {
        return seen.size() > ownSize || !ownRoot.equals(Optional.of(seen.root()));
    }
}
