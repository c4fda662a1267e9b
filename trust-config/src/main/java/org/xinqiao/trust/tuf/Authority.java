package org.xinqiao.trust.tuf;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;

/** Who may sign for a role: any {@code threshold} of these keys. */
public record Authority(Set<RoleKey> keys, int threshold) {
    private static final int KEYS_MAX = 64;

    /** Refuses a threshold that nobody or anybody meets. */
    public Authority {
        keys = Set.copyOf(keys);
        if (threshold < 1 || threshold > keys.size()) {
            throw new IllegalArgumentException("The threshold must be 1 to the number of keys");
        }
    }

    static Authority read(Fields fields, Map<String, RoleKey> known) throws MalformedJson {
        List<String> ids = fields.texts("keyids");
        Set<RoleKey> keys = new HashSet<>();
        for (String id : ids) {
            RoleKey key = known.get(id);
            if (key == null) {
                throw fields.malformed("keyids", "names a key that is not given");
            }
            keys.add(key);
        }
        if (keys.isEmpty() || keys.size() != ids.size()) {
            throw fields.malformed("keyids", "must name keys, each once");
        }
        return new Authority(keys, fields.integer("threshold", 1, Math.min(ids.size(), KEYS_MAX)));
    }

    /** Returns only if enough of the keys signed. */
    void verify(String file, SignedMetadata metadata) throws TufRefused {
        int valid = 0;
        for (RoleKey key : keys) {
            if (metadata.isSignedBy(key)) {
                valid++;
            }
        }
        if (valid < threshold) {
            throw new TufRefused(new TufRefusal.UnderSigned(file, threshold, valid));
        }
    }
}
