package org.xinqiao.trust.edit;

/** What somebody wants to change cannot be, or would have traffic refused; nothing was changed. */
public final class NotPossible extends Exception {
    private static final long serialVersionUID = 1L;

    NotPossible(String message) {
        super(message, null, false, false);
    }
}
