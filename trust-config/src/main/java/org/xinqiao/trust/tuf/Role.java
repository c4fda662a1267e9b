package org.xinqiao.trust.tuf;

/** The names of the four top-level roles. */
public final class Role {
    /** Says who the others are. */
    public static final String ROOT = "root";

    /** Says which snapshot is current, for a short time. */
    public static final String TIMESTAMP = "timestamp";

    /** Says which versions belong together. */
    public static final String SNAPSHOT = "snapshot";

    /** Says what the targets are, or who says so for some of them. */
    public static final String TARGETS = "targets";

    private Role() {}

    static boolean isDelegable(String name) {
        // It becomes a file name, and must never be mistaken for a top-level role's.
        return name.matches("[a-z0-9][a-z0-9-]{0,63}")
                && !name.equals(ROOT)
                && !name.equals(TIMESTAMP)
                && !name.equals(SNAPSHOT)
                && !name.equals(TARGETS);
    }
}
