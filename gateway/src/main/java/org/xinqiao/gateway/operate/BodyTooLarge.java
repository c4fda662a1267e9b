package org.xinqiao.gateway.operate;

import java.io.IOException;

/** A body that went over {@link Bounds#API_BODY_BYTES_MAX} while it was read. */
public final class BodyTooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    /** Of the API's limit. */
    public BodyTooLarge() {
        super("over " + Bounds.API_BODY_BYTES_MAX + " bytes");
    }
}
