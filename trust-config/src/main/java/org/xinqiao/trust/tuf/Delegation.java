package org.xinqiao.trust.tuf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * A role's word that another role speaks for some paths.
 *
 * @param role the other role
 * @param authority who signs for it
 * @param terminating whether nobody further down the list is asked about these paths
 * @param paths which ones
 */
public record Delegation(
        String role, Authority authority, boolean terminating, List<PathPattern> paths) {
    /** Keeps a copy. */
    public Delegation {
        paths = List.copyOf(paths);
        if (!Role.isDelegable(role)) {
            throw new IllegalArgumentException("Not a name for a delegated role: " + role);
        }
    }

    boolean covers(String path) {
        return paths.stream().anyMatch(pattern -> pattern.matches(path));
    }

    static Delegation read(Fields fields, Map<String, RoleKey> keys) throws MalformedJson {
        List<PathPattern> paths = new ArrayList<>();
        for (String path : fields.texts("paths")) {
            try {
                paths.add(new PathPattern(path));
            } catch (IllegalArgumentException e) {
                throw fields.malformed("paths", "must be patterns for target paths");
            }
        }
        if (!Role.isDelegable(fields.text("name"))) {
            throw fields.malformed("name", "must be a name for a delegated role");
        }
        return new Delegation(
                fields.text("name"),
                Authority.read(fields, keys),
                fields.bool("terminating"),
                paths);
    }

    ObjectNode json(ObjectNode json) {
        json.put("name", role).put("terminating", terminating);
        json.put("threshold", authority.threshold());
        var ids = json.putArray("keyids");
        authority.keys().stream().map(RoleKey::id).sorted().forEach(ids::add);
        var patterns = json.putArray("paths");
        paths.forEach(path -> patterns.add(path.text()));
        return json;
    }
}
