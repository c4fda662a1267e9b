package org.xinqiao.trust.tuf;

import java.time.Instant;
import java.util.List;

/**
 * One consistent state of a repository, all of it verified. Only {@link TufClient} makes them.
 *
 * @param rootVersion the root that it was verified under
 * @param timestampVersion its timestamp
 * @param snapshotVersion its snapshot
 * @param expires from here on none of it counts
 * @param recheckAt from here on a delegated role in it may have expired; not after {@code expires}
 * @param targets every file that some role vouches for
 * @param roles the roles of the root and every targets role that was good, each once
 * @param faults the delegated roles and files that were left out
 */
public record VerifiedRepository(
        long rootVersion,
        long timestampVersion,
        long snapshotVersion,
        Instant expires,
        Instant recheckAt,
        List<VerifiedTarget> targets,
        List<VerifiedRole> roles,
        List<RepositoryFault> faults) {
    /** Keeps copies. */
    public VerifiedRepository {
        targets = List.copyOf(targets);
        roles = List.copyOf(roles);
        faults = List.copyOf(faults);
    }
}
