package org.xinqiao.gateway.trust;

import java.time.Instant;
import org.xinqiao.gateway.operate.NodeConfig;

/** Trust that never changes. */
public final class FixedTrust extends Trust {
    private final ActingTrust acting;

    /** Always {@code acting}, for the node of {@code config}. */
    @SuppressWarnings("NullAway") // neither holder nor approvals are asked
    public FixedTrust(NodeConfig config, ActingTrust acting) {
        super(config, null, null);
        this.acting = acting;
    }

    @Override
    public ActingTrust inForce(Instant now) {
        return acting;
    }

    @Override
    public void refreshSoon() {}
}
