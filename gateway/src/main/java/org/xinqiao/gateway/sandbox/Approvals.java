package org.xinqiao.gateway.sandbox;

import java.util.List;

/** The operators' approval of the agreements that their nodes act on. */
record Approvals(Ports ports) {
    void giveAll(List<NodeHome> homes) {}
}
