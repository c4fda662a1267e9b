package org.xinqiao.gateway.witness;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
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
 * Looks at the log of every active member that publishes a log key, again and again, in turns: what
 * it costs is the same however many partners there are. Each is looked at by a thread of its own,
 * one at a time: a slow or silent partner holds up nobody else.
 */
@Component
class WatchLogs {
    private static final Logger LOG = LoggerFactory.getLogger(WatchLogs.class);

    private final Watch watch;
    private final TrustHolder trust;
    private final PartnerClient partners;
    private final Clock clock;
    private final WatchTurns turns = new WatchTurns();
    private final Set<NodeId> beingWatched = ConcurrentHashMap.newKeySet();

    WatchLogs(Watch watch, TrustHolder trust, PartnerClient partners, Clock clock) {
        this.watch = watch;
        this.trust = trust;
        this.partners = partners;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = Bounds.WATCH_TURN_MILLIS, initialDelay = Bounds.WATCH_TURN_MILLIS)
    void look() {
        Instant now = clock.instant();
        trust.current(now).ifPresent(snapshot -> look(snapshot, now));
    }

    private void look(TrustSnapshot snapshot, Instant now) {
        turns.next(partners(snapshot), beingWatched, now)
                .filter(beingWatched::add)
                .ifPresent(partner ->
                        Thread.ofVirtual()
                                .name(trust.self() + "-watch-" + partner)
                                .start(() -> look(snapshot, partner)));
    }

    private List<NodeId> partners(TrustSnapshot snapshot) {
        return snapshot.members().stream()
                .filter(member -> member.isActive() && !member.id().equals(trust.self()))
                .map(Member::id)
                .filter(member -> snapshot.keys(member).isPresent())
                .toList();
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
