package org.xinqiao.gateway.trust;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinqiao.trust.TrustSnapshot;

/**
 * What a node knows about its trust at a moment.
 *
 * @param snapshot the last good snapshot, expired or not
 * @param checkedAt when the repository last answered with something that was believed
 * @param trouble why the last look at the repository brought nothing; empty if it did
 */
public record TrustState(
        @Nullable TrustSnapshot snapshot, @Nullable Instant checkedAt, String trouble) {
    static final TrustState NONE = new TrustState(null, null, "");

    /** The snapshot, if there is one and it has not expired. */
    public Optional<TrustSnapshot> current(Instant now) {
        return Optional.ofNullable(snapshot).filter(known -> now.isBefore(known.expires()));
    }

    TrustState seen(TrustSnapshot newest, Instant now) {
        return new TrustState(newest, now, "");
    }

    TrustState troubled(String why) {
        return new TrustState(snapshot, checkedAt, why);
    }
}
