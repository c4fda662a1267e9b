package org.xinqiao.trust.tuf;

import java.util.Map;
import org.xinqiao.trust.tuf.Metadata.Snapshot;
import org.xinqiao.trust.tuf.Metadata.Timestamp;

/** The versions that were trusted before: nothing may be older. */
record Floors(long timestamp, long snapshot, Map<String, MetaFile> roles) {
    static final Floors NONE = new Floors(0, 0, Map.of());

    static Floors of(Timestamp timestamp, Snapshot snapshot) {
        return new Floors(timestamp.version(), snapshot.version(), snapshot.roles());
    }

    void check(Timestamp offered) throws TufRefused {
        refuseOlder("timestamp.json", timestamp, offered.version());
        refuseOlder("snapshot.json", snapshot, offered.snapshot().version());
    }

    void check(Snapshot offered) throws TufRefused {
        for (var role : roles.entrySet()) {
            String file = role.getKey() + ".json";
            MetaFile now = offered.roles().get(role.getKey());
            if (now == null) {
                throw new TufRefused(new TufRefusal.Dropped(file, role.getValue().version()));
            }
            refuseOlder(file, role.getValue().version(), now.version());
        }
    }

    private static void refuseOlder(String file, long trusted, long offered) throws TufRefused {
        if (offered < trusted) {
            throw new TufRefused(new TufRefusal.RolledBack(file, trusted, offered));
        }
    }
}
