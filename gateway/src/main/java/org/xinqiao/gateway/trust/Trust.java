package org.xinqiao.gateway.trust;

import java.time.Instant;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.operate.NodeConfig;

/** The trust that the node acts on at a moment: the snapshot and the operator's approvals. */
@Component
public class Trust {
    private final NodeId self;
    private final TrustHolder holder;
    private final Approvals approvals;

    /** Joins what was verified with what was approved. */
    public Trust(NodeConfig config, TrustHolder holder, Approvals approvals) {
        this.self = config.node();
        this.holder = holder;
        this.approvals = approvals;
    }

    /**
     * The trust in force.
     *
     * @throws Refusal {@code trust-expired} if there is none: nothing is decided on stale trust
     */
    public ActingTrust inForce(Instant now) throws Refusal {
        return holder.current(now)
                .map(snapshot -> new ActingTrust(self, snapshot, approvals.digests()))
                .orElseThrow(() -> new Refusal(ProblemType.TRUST_EXPIRED));
    }

    /**
     * The version that this node changed over to by itself and not because a partner mentioned it;
     * 0 if it never did.
     */
    public long found() {
        return holder.found();
    }

    /** A partner knows a newer snapshot: look soon, at a limited rate. */
    public void refreshSoon() {
        holder.refreshSoon();
    }
}
