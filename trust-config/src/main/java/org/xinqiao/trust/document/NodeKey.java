package org.xinqiao.trust.document;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.VerificationKey;

/**
 * A published key of a node with its uses and times (protocol, section 2).
 *
 * @param key the key; its algorithm is the only one it may be used with
 * @param uses what it may sign
 * @param startsAt nothing dated before it is accepted
 * @param retiredAt what is dated from then on is refused
 * @param revokedAt everything that arrives from then on is refused
 */
public record NodeKey(
        VerificationKey key,
        Set<KeyUse> uses,
        Instant startsAt,
        @Nullable Instant retiredAt,
        @Nullable Instant revokedAt) {
    /** Keeps its own copy. */
    public NodeKey {
        uses = Set.copyOf(uses);
    }
}
