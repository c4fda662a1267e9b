package org.xinqiao.gateway.conform;

/** What came back is not the node's own answer to what was sent; the message says why. */
final class NotTheirs extends Exception {
    private static final long serialVersionUID = 1L;

    NotTheirs(String why) {
        super(why, null, false, false);
    }
}
