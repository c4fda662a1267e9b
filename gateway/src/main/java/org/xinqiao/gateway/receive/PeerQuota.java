package org.xinqiao.gateway.receive;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.RateLimits;
import org.xinqiao.gateway.trust.TrustHolder;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.document.NodeKeys;

/**
 * How many messages a minute each partner may send to this instance. Whoever shows a certificate
 * that no member publishes is counted by address: certificates cost nothing to make.
 */
@Component
class PeerQuota {
    private record Members(TrustSnapshot of, Map<String, NodeId> byPin) {}

    private final RateLimits limits;
    private final TrustHolder trust;
    private final Clock clock;
    private final int perMinute;
    private volatile @Nullable Members members;

    PeerQuota(RateLimits limits, TrustHolder trust, Clock clock, NodeConfig config) {
        this.limits = limits;
        this.trust = trust;
        this.clock = clock;
        this.perMinute = config.limits().federationPerMinute();
    }

    void take(String peerPin, String address) throws Refusal {
        NodeId member = member(peerPin);
        limits.take(member == null ? "stranger " + address : "member " + member, perMinute);
    }

    /**
     * Looks at logs are for members alone, and counted apart: whoever watches closely can still
     * send messages.
     *
     * @return who looks
     */
    NodeId takeForLog(@Nullable Object peerPin) throws Refusal {
        NodeId reader = reader(peerPin);
        limits.take("log " + reader, Bounds.LOG_READS_PER_MINUTE_MAX);
        return reader;
    }

    /** Status lists too; for members alone, because what a city revokes is nobody else's matter. */
    NodeId takeForStatus(@Nullable Object peerPin) throws Refusal {
        NodeId reader = reader(peerPin);
        limits.take("status " + reader, Bounds.STATUS_READS_PER_MINUTE_MAX);
        return reader;
    }

    private NodeId reader(@Nullable Object peerPin) throws Refusal {
        NodeId member = peerPin instanceof String pin ? member(pin) : null;
        if (member == null) {
            throw new Refusal(ProblemType.PEER_NOT_SOURCE);
        }
        return member;
    }

    private @Nullable NodeId member(String peerPin) {
        return trust.current(clock.instant())
                .map(this::members)
                .map(m -> m.byPin().get(peerPin))
                .orElse(null);
    }

    private Members members(TrustSnapshot snapshot) {
        Members known = members;
        if (known != null && known.of().equals(snapshot)) {
            return known;
        }
        var byPin = new HashMap<String, NodeId>();
        for (var member : snapshot.members()) {
            snapshot.keys(member.id())
                    .map(NodeKeys::pins)
                    .ifPresent(pins -> pins.forEach(pin -> byPin.put(pin, member.id())));
        }
        Members found = new Members(snapshot, Map.copyOf(byPin));
        members = found;
        return found;
    }
}
