package org.xinqiao.trust;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.trust.tuf.VerifiedRepository;
import org.xinqiao.trust.tuf.VerifiedRole;
import org.xinqiao.trust.tuf.VerifiedTarget;

/**
 * Changes of a member's keys for which no earlier key of that member stands (protocol, sections 2
 * and 7): its keys, its pins or the keys of its role are others than before, and nothing that its
 * role says now was signed by a key that the role had then. Whoever may appoint a role's keys can
 * take a member over so; they can also be rightful, after a loss. A person must find out.
 */
public final class KeyChanges {
    private KeyChanges() {}

    /**
     * One such change.
     *
     * @param node whose keys
     * @param earlier the ids of the role's keys before
     * @param now the ids of the role's keys
     */
    public record Unvouched(NodeId node, List<String> earlier, List<String> now) {
        /** Keeps copies. */
        public Unvouched {
            earlier = List.copyOf(earlier);
            now = List.copyOf(now);
        }
    }

    /** Those between two verified states of one repository; a member that is new has none. */
    public static List<Unvouched> unvouched(VerifiedRepository before, VerifiedRepository after) {
        Map<String, VerifiedRole> roles =
                after.roles().stream().collect(Collectors.toMap(VerifiedRole::name, role -> role));
        Map<String, VerifiedTarget> had = keyFiles(before);
        Map<String, VerifiedTarget> has = keyFiles(after);
        List<Unvouched> changes = new ArrayList<>();
        for (VerifiedRole role : before.roles()) {
            VerifiedRole now = roles.get(role.name());
            if (now == null) {
                continue;
            }
            boolean otherKeys = !role.authority().keys().equals(now.authority().keys());
            if ((otherKeys || isOther(had.get(role.name()), has.get(role.name())))
                    && !now.isSignedByAnyOf(role.authority())) {
                unvouched(role, now).ifPresent(changes::add);
            }
        }
        return List.copyOf(changes);
    }

    private static boolean isOther(@Nullable VerifiedTarget had, @Nullable VerifiedTarget has) {
        return had != null && !Objects.equals(had, has);
    }

    private static Optional<Unvouched> unvouched(VerifiedRole before, VerifiedRole now) {
        try {
            return Optional.of(new Unvouched(NodeId.parse(now.name()), ids(before), ids(now)));
        } catch (InvalidIdentifier e) {
            // A role of the root is no member; the root's chain sees to its keys.
            return Optional.empty();
        }
    }

    private static List<String> ids(VerifiedRole role) {
        return role.authority().keys().stream().map(key -> key.id()).sorted().toList();
    }

    private static Map<String, VerifiedTarget> keyFiles(VerifiedRepository repository) {
        Map<String, VerifiedTarget> files = new HashMap<>();
        for (VerifiedTarget target : repository.targets()) {
            if (target.path().matches("keys/cn-[0-9]{6}\\.json")) {
                String name = target.path().substring("keys/".length());
                files.put(name.substring(0, name.length() - ".json".length()), target);
            }
        }
        return files;
    }
}
