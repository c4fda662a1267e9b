package org.xinqiao.contracts.crypto;

/** A key that is not one of the agreed kinds, or not a point of its curve. */
public final class InvalidKey extends Exception {
    private static final long serialVersionUID = 1L;

    /** The key breaks {@code rule}; key material itself is never repeated. */
    public InvalidKey(String rule) {
        super(rule, null, false, false);
    }
}
