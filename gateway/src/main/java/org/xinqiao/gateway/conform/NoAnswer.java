package org.xinqiao.gateway.conform;

/** The node gave no answer over HTTP: the connection failed, or ended too early. */
public final class NoAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    NoAnswer(String why) {
        super(why, null, false, false);
    }
}
