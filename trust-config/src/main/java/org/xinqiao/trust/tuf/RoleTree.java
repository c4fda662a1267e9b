package org.xinqiao.trust.tuf;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xinqiao.trust.tuf.Metadata.Targets;

/** The targets role and all that it delegates to, as far as their metadata is good. */
record RoleTree(String role, Targets targets, List<Branch> branches) {
    /** A delegation and the role below it; none where its metadata was refused. */
    record Branch(Delegation delegation, @Nullable RoleTree tree) {}

    /** Which role speaks for a path, and what it says. */
    record Found(String role, FileInfo info) {}

    RoleTree {
        branches = List.copyOf(branches);
    }

    /** The roles that list each path, whether they may or not. */
    Map<String, List<String>> listed() {
        Map<String, List<String>> listed = new TreeMap<>();
        list(listed);
        return listed;
    }

    private void list(Map<String, List<String>> listed) {
        for (String path : targets.files().keySet()) {
            listed.merge(
                    path,
                    List.of(role),
                    (all, one) -> Stream.concat(all.stream(), one.stream()).distinct().toList());
        }
        for (Branch branch : branches) {
            if (branch.tree != null) {
                branch.tree.list(listed);
            }
        }
    }

    /**
     * Looks a path up as section 5.6.7 says: depth first, in order, ended by a terminating role.
     */
    Optional<Found> find(String path) {
        return new Search(path).in(this);
    }

    private static final class Search {
        private final String path;
        private boolean ended;

        Search(String path) {
            this.path = path;
        }

        Optional<Found> in(RoleTree tree) {
            FileInfo info = tree.targets.files().get(path);
            if (info != null) {
                return Optional.of(new Found(tree.role, info));
            }
            for (Branch branch : tree.branches) {
                if (branch.delegation.covers(path)) {
                    Optional<Found> found =
                            branch.tree == null ? Optional.empty() : in(branch.tree);
                    // What a role said that cannot be read is unknown, so nobody after it may say.
                    ended |= branch.delegation.terminating() || branch.tree == null;
                    if (found.isPresent() || ended) {
                        return found;
                    }
                }
            }
            return Optional.empty();
        }
    }
}
