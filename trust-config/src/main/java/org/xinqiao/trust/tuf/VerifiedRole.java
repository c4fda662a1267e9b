package org.xinqiao.trust.tuf;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A targets role of a verified state: who may sign for it, and the metadata that they signed. */
public final class VerifiedRole {
    private final String name;
    private final @Nullable String by;
    private final Authority authority;
    private final List<PathPattern> paths;
    private final byte[] metadata;

    VerifiedRole(
            String name,
            @Nullable String by,
            Authority authority,
            List<PathPattern> paths,
            byte[] metadata) {
        this.name = name;
        this.by = by;
        this.authority = authority;
        this.paths = List.copyOf(paths);
        this.metadata = metadata.clone();
    }

    /** Its name: one of the four, or a member's node. */
    public String name() {
        return name;
    }

    /** The role that appointed it; none for those that the root names. */
    public @Nullable String by() {
        return by;
    }

    /** Who signs for it. */
    public Authority authority() {
        return authority;
    }

    /** What it may speak for; empty for those that the root names. */
    public List<PathPattern> paths() {
        return paths;
    }

    /**
     * Whether at least one key of another authority signed what the role says here. It tells a
     * change that the role's own earlier keys vouch for from one that only others do. Of the root
     * it is always so: no client follows another.
     */
    public boolean isSignedByAnyOf(Authority other) {
        if (name.equals(Role.ROOT)) {
            return true;
        }
        try {
            SignedMetadata signed = SignedMetadata.parse(name, metadata);
            return other.keys().stream().anyMatch(signed::isSignedBy);
        } catch (TufRefused e) {
            throw new IllegalStateException("Verified metadata is well formed", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifiedRole that
                && name.equals(that.name)
                && authority.equals(that.authority)
                && paths.equals(that.paths)
                && Arrays.equals(metadata, that.metadata);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
