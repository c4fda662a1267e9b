package org.xinqiao.gateway.receive;

import org.springframework.stereotype.Component;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.RateLimits;

/** How many messages a minute each partner may send to this instance. */
@Component
class PeerQuota {
    private final RateLimits limits;
    private final int perMinute;

    PeerQuota(RateLimits limits, NodeConfig config) {
        this.limits = limits;
        this.perMinute = config.limits().federationPerMinute();
    }

    void take(String peerPin, String address) throws Refusal {
        limits.take("peer " + peerPin, perMinute);
    }
}
