package org.xinqiao.gateway.dispatch;

import java.time.Duration;
import org.xinqiao.contracts.identity.NodeId;

/** A partner takes nothing more just now (HTTP 429). */
public final class PartnerBusy extends Exception {
    private static final long serialVersionUID = 1L;

    private final Duration pause;

    PartnerBusy(NodeId partner, Duration pause) {
        super(partner + " is busy", null, false, false);
        this.pause = pause;
    }

    /** How long it asked to be left alone. */
    public Duration pause() {
        return pause;
    }
}
