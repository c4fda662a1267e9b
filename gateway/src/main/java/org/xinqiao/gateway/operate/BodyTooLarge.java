package org.xinqiao.gateway.operate;

import java.io.IOException;

/** A body that went over its limit while it was read. */
public final class BodyTooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    private final int bytesMax;

    /** Of this limit. */
    public BodyTooLarge(int bytesMax) {
        super("over " + bytesMax + " bytes");
        this.bytesMax = bytesMax;
    }

    /** The limit. */
    public int bytesMax() {
        return bytesMax;
    }
}
