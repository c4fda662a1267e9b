package org.xinqiao.trust.document;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.VerificationKey;

/**
 * One key that a node published.
 *
 * @param key the key, parsed and checked
 * @param uses what its signatures count for; nothing else
 * @param startsAt what is dated before this was not signed by it
 * @param retiredAt what is dated from here on was not signed by it
 * @param revokedAt from here on nothing that newly arrives counts, whatever its date
 */
public record NodeKey(
        VerificationKey key,
        Set<KeyUse> uses,
        Instant startsAt,
        @Nullable Instant retiredAt,
        @Nullable Instant revokedAt) {
    /** Whether a key may stand behind something. */
    public enum Standing {
        /** It may. */
        GOOD,
        /** Dated before the key was in use. */
        NOT_STARTED,
        /** Dated after the key was retired. */
        RETIRED,
        /** The key is revoked by now. */
        REVOKED
    }

    /** Keeps a copy of {@code uses}. */
    public NodeKey {
        uses = Set.copyOf(uses.isEmpty() ? EnumSet.noneOf(KeyUse.class) : EnumSet.copyOf(uses));
    }

    /**
     * How the key stands to what is dated {@code dated} and arrives at {@code arrived}. For passes,
     * whose dates are rounded to the hour, the caller rounds {@code startsAt} too.
     */
    public Standing standing(Instant dated, Instant arrived) {
        if (revokedAt != null && !arrived.isBefore(revokedAt)) {
            return Standing.REVOKED;
        }
        if (dated.isBefore(startsAt)) {
            return Standing.NOT_STARTED;
        }
        return retiredAt != null && !dated.isBefore(retiredAt) ? Standing.RETIRED : Standing.GOOD;
    }
}
