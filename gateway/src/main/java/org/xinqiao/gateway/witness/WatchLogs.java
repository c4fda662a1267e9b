package org.xinqiao.gateway.witness;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.dispatch.PartnerClient;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.trust.TrustHolder;
import org.xinqiao.gateway.witness.ShownLog.NotShown;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.document.Member;
import org.xinqiao.trust.document.NodeKeys;

/**
 * Looks at the log of every active member that publishes a log key, again and again. Each is looked
 * at by a thread of its own, one at a time: a slow or silent partner holds up nobody else.
 */
@Component
class WatchLogs {
    private static final Logger LOG = LoggerFactory.getLogger(WatchLogs.class);

    private final Watch watch;
    private final TrustHolder trust;
    private final PartnerClient partners;
    private final Clock clock;
    private final Set<NodeId> beingWatched = ConcurrentHashMap.newKeySet();

    WatchLogs(Watch watch, TrustHolder trust, PartnerClient partners, Clock clock) {
        this.watch = watch;
        this.trust = trust;
        this.partners = partners;
        this.clock = clock;
    }

    @Scheduled(
            fixedDelay = Bounds.WATCH_PAUSE_MILLIS_MAX,
            initialDelay = Bounds.WATCH_PAUSE_MILLIS_MAX)
    void look() {
        trust.current(clock.instant()).ifPresent(this::look);
    }

    private void look(TrustSnapshot snapshot) {
        for (Member member : snapshot.members()) {
            boolean partner = member.isActive() && !member.id().equals(trust.self());
            if (partner
                    && snapshot.keys(member.id()).isPresent()
                    && beingWatched.add(member.id())) {
                Thread.ofVirtual()
                        .name(trust.self() + "-watch-" + member.id())
                        .start(() -> look(snapshot, member.id()));
            }
        }
    }

    private void look(TrustSnapshot snapshot, NodeId partner) {
        try {
            Instant now = clock.instant();
            NodeKeys published = snapshot.keys(partner).orElseThrow();
            NoteKeys theirs = NoteKeys.of(published, now);
            if (!theirs.log().isEmpty()) {
                var log = new PartnerLog(partners, snapshot, partner);
                watch.theirs(partner, theirs, log, now);
                var ours = snapshot.keys(trust.self());
                if (ours.isPresent()) {
                    watch.ours(partner, theirs, NoteKeys.of(ours.get(), now), log, now);
                }
            }
        } catch (NotShown | DataAccessException e) {
            // Most often the partner is out of reach; who delivers messages to it says so already.
            LOG.debug(
                    "{}: the log of {} is not to be seen: {}", trust.self(), partner, e.toString());
        } finally {
            beingWatched.remove(partner);
        }
    }
}
