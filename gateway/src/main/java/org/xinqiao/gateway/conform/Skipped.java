package org.xinqiao.gateway.conform;

/** A check cannot be made here; the message says what it would need. */
final class Skipped extends Exception {
    private static final long serialVersionUID = 1L;

    Skipped(String why) {
        super(why, null, false, false);
    }
}
