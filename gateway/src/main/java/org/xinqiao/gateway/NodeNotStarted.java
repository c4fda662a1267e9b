package org.xinqiao.gateway;

import org.xinqiao.gateway.operate.NodeConfig;

/**
 * A node that could not start, with the reason in one sentence; everything it had opened is closed.
 */
public final class NodeNotStarted extends Exception {
    private static final long serialVersionUID = 1L;

    NodeNotStarted(NodeConfig config, Throwable cause) {
        super(config.node() + " did not start: " + reason(cause), cause);
    }

    private static String reason(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = root.getMessage();
        return text == null ? root.getClass().getName() : text;
    }
}
