package org.xinqiao.trust.edit;

/** Keys that are needed are not here; nothing was published. */
public final class CannotSign extends Exception {
    private static final long serialVersionUID = 1L;

    CannotSign(String message) {
        super(message, null, false, false);
    }
}
