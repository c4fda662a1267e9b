package org.xinqiao.trust.tuf;

import java.util.Arrays;

/** A file that a role vouches for: exactly these bytes, and which role said so. */
public final class VerifiedTarget {
    private final String path;
    private final String role;
    private final byte[] bytes;

    VerifiedTarget(String path, String role, byte[] bytes) {
        this.path = path;
        this.role = role;
        this.bytes = bytes.clone();
    }

    /** Its path, such as {@code keys/cn-350200.json}. */
    public String path() {
        return path;
    }

    /** The role in which it was found. */
    public String role() {
        return role;
    }

    /** Its bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifiedTarget that
                && path.equals(that.path)
                && role.equals(that.role)
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }
}
