package org.xinqiao.contracts.log;

/** A hash that a log of this size must have is not to be had: no tile, or not a tile. */
public final class MissingHash extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why it is missing, in words. */
    public MissingHash(String reason) {
        super(reason, null, false, false);
    }
}
