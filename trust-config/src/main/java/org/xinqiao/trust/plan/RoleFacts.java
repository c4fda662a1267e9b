package org.xinqiao.trust.plan;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A role of the repository as a version of the documents has it.
 *
 * @param by the role that appointed it; none for the four that the root names
 * @param keys the ids of its keys
 * @param threshold how many of them must sign
 * @param paths what it may speak for; empty for the four
 */
public record RoleFacts(@Nullable String by, Set<String> keys, int threshold, Set<String> paths) {
    /** Keeps copies. */
    public RoleFacts {
        keys = Set.copyOf(keys);
        paths = Set.copyOf(paths);
    }
}
