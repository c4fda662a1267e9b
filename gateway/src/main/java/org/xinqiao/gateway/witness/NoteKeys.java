package org.xinqiao.gateway.witness;

import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.log.NoteKey;
import org.xinqiao.contracts.log.SignedCheckpoint;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeys;

/**
 * The keys by which a node's checkpoints and cosignatures are verified. A checkpoint bears no date,
 * so a retired key still counts, until it is revoked: what it signed stays comparable.
 */
record NoteKeys(List<NoteKey> log, List<NoteKey> witness) {
    static NoteKeys of(NodeKeys published, Instant now) {
        return new NoteKeys(
                keys(published, KeyUse.LOG, now, NoteKey::ofLog),
                keys(published, KeyUse.WITNESS, now, NoteKey::ofWitness));
    }

    private static List<NoteKey> keys(
            NodeKeys published,
            KeyUse use,
            Instant now,
            BiFunction<NodeId, VerificationKey, NoteKey> as) {
        return published.keys().stream()
                .filter(key -> key.uses().contains(use))
                .filter(key -> key.key().algorithm() == SignatureAlgorithm.EDDSA)
                .filter(key -> counts(key.standing(now, now)))
                .map(key -> as.apply(published.node(), key.key()))
                .toList();
    }

    private static boolean counts(NodeKey.Standing standing) {
        return standing == NodeKey.Standing.GOOD || standing == NodeKey.Standing.RETIRED;
    }

    /** The key that signed it as its own log's; throws if none did. */
    NoteKey verifyLog(SignedCheckpoint signed) throws BadSignature {
        for (NoteKey key : log) {
            try {
                signed.verify(key);
                return key;
            } catch (BadSignature e) {
                // The next key may hold.
            }
        }
        throw new BadSignature();
    }

    /** The witness key that cosigned it; throws if none did. */
    NoteKey verifyCosignature(SignedCheckpoint signed) throws BadSignature {
        for (NoteKey key : witness) {
            try {
                var _ = signed.verifyCosignature(key);
                return key;
            } catch (BadSignature e) {
                // The next key may hold.
            }
        }
        throw new BadSignature();
    }
}
