package org.xinqiao.trust.tuf;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a role says, once enough of its keys have signed it. */
public sealed interface Metadata {
    /** Which one, from 1 upwards. */
    long version();

    /** From here on it does not count. */
    Instant expires();

    /** The root of trust: who signs for the top-level roles. */
    record Root(long version, Instant expires, Map<String, Authority> roles) implements Metadata {
        /** Keeps a copy. */
        public Root {
            roles = Map.copyOf(roles);
        }

        /** Who signs for a top-level role; all four are there. */
        public Authority authority(String role) {
            Authority authority = roles.get(role);
            if (authority == null) {
                throw new IllegalArgumentException(role + " is not a top-level role");
            }
            return authority;
        }
    }

    /** Which snapshot is current. */
    record Timestamp(long version, Instant expires, MetaFile snapshot) implements Metadata {}

    /** Which versions of the targets roles belong together, by role. */
    record Snapshot(long version, Instant expires, Map<String, MetaFile> roles)
            implements Metadata {
        /** Keeps a copy. */
        public Snapshot {
            roles = Map.copyOf(roles);
        }
    }

    /** The files that a role vouches for, by path, and those it lets speak for others. */
    record Targets(
            long version,
            Instant expires,
            Map<String, FileInfo> files,
            List<Delegation> delegations)
            implements Metadata {
        /** Keeps copies. */
        public Targets {
            files = Map.copyOf(files);
            delegations = List.copyOf(delegations);
        }
    }
}
