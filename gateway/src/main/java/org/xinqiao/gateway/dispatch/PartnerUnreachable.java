package org.xinqiao.gateway.dispatch;

import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.NodeId;

/**
 * No answer of a partner came in time. It says nothing about whether the partner got the message:
 * the same bytes may be sent again later.
 */
public final class PartnerUnreachable extends Exception {
    private static final long serialVersionUID = 1L;

    PartnerUnreachable(NodeId partner, String why, @Nullable Throwable cause) {
        super(partner + ": " + why, cause, false, false);
    }
}
