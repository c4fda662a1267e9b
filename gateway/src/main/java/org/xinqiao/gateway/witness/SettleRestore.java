package org.xinqiao.gateway.witness;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.Manifest;
import org.xinqiao.contracts.stream.Signed;
import org.xinqiao.gateway.dispatch.PartnerClient;
import org.xinqiao.gateway.ledger.RestoredStreams;
import org.xinqiao.gateway.ledger.SentNumbers;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.backup.Restores;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;
import org.xinqiao.gateway.witness.ShownLog.NotShown;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.document.Member;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeys;

/**
 * Asks every partner, after this node's database was restored from a backup, what it holds of this
 * node: the newest checkpoint that it cosigned, which raises the alarm if the log was set back, and
 * the highest number of a notice that it received, so that no number is given twice, and the last
 * batch that it took of each stream: one that has lost changes is stopped. Only when all of them
 * have answered does the node sign again. Whom an operator leaves out is said by {@code xinqiao
 * restore --settle}.
 */
@Component("restoreHealthIndicator")
class SettleRestore implements HealthIndicator {
    private static final Logger LOG = LoggerFactory.getLogger(SettleRestore.class);

    private final Restores restores;
    private final Watch watch;
    private final SentNumbers numbers;
    private final RestoredStreams streams;
    private final Trust trust;
    private final NodeConfig config;
    private final PartnerClient partners;
    private final Clock clock;
    private final Set<NodeId> answered = ConcurrentHashMap.newKeySet();
    private final Set<NodeId> beingAsked = ConcurrentHashMap.newKeySet();

    SettleRestore(
            Restores restores,
            Watch watch,
            SentNumbers numbers,
            RestoredStreams streams,
            Trust trust,
            NodeConfig config,
            PartnerClient partners,
            Clock clock,
            MeterRegistry meters) {
        this.restores = restores;
        this.watch = watch;
        this.numbers = numbers;
        this.streams = streams;
        this.trust = trust;
        this.config = config;
        this.partners = partners;
        this.clock = clock;
        meters.gauge("xinqiao.restore.waiting", this, settle -> settle.waiting().size());
    }

    @Scheduled(fixedDelay = Bounds.RESTORE_PAUSE_MILLIS_MAX)
    void ask() {
        if (restores.isSettled()) {
            return;
        }
        try {
            ask(trust.inForce(clock.instant()));
        } catch (Refusal e) {
            LOG.debug("{}: without trust in force nobody can be asked", config.node());
        }
    }

    private void ask(ActingTrust acting) {
        List<NodeId> waiting = waitingIn(acting);
        if (waiting.isEmpty()) {
            restores.settle("every partner has said what it holds");
            return;
        }
        for (NodeId partner : waiting) {
            if (beingAsked.add(partner)) {
                Thread.ofVirtual()
                        .name(acting.self() + "-restored-" + partner)
                        .start(() -> ask(acting.snapshot(), partner));
            }
        }
    }

    private void ask(TrustSnapshot snapshot, NodeId partner) {
        try {
            Instant now = clock.instant();
            var log = new PartnerLog(partners, snapshot, partner);
            NodeKeys ours = snapshot.keys(config.node()).orElseThrow();
            NoteKeys theirs = NoteKeys.of(snapshot.keys(partner).orElseThrow(), now);
            watch.ours(partner, theirs, NoteKeys.of(ours, now), log, now);
            numbers.atLeast(partner, log.received(config.node()));
            for (Signed<Manifest> held : log.streams(config.node())) {
                requireOurs(held, ours);
                streams.seen(partner, held, now);
            }
            answered.add(partner);
            LOG.info("{}: {} has said what it holds of this node", config.node(), partner);
        } catch (NotShown | DataAccessException e) {
            LOG.debug(
                    "{}: {} does not say what it holds: {}", config.node(), partner, e.toString());
        } finally {
            beingAsked.remove(partner);
        }
    }

    /** By whatever key this node ever signed: it is judged whether it said this, not when. */
    private static void requireOurs(Signed<Manifest> held, NodeKeys ours) throws NotShown {
        try {
            for (NodeKey key : ours.keys()) {
                if (key.key().kid().equals(held.kid()) && key.uses().contains(KeyUse.STREAM)) {
                    held.verify(key.key());
                    return;
                }
            }
        } catch (BadSignature e) {
            // told below
        }
        throw new NotShown("a manifest is not signed by this node");
    }

    private List<NodeId> waiting() {
        try {
            return restores.isSettled() ? List.of() : waitingIn(trust.inForce(clock.instant()));
        } catch (Refusal e) {
            return List.of(); // without trust nothing is signed either
        }
    }

    /** Whom this node has to do with, and whoever it had to do with when the backup was taken. */
    private List<NodeId> waitingIn(ActingTrust acting) {
        Set<NodeId> partners = new TreeSet<>(acting.partners());
        numbers.partners().stream()
                .filter(known -> isActive(acting.snapshot(), known))
                .filter(known -> acting.snapshot().keys(known).isPresent())
                .forEach(partners::add);
        partners.removeAll(answered);
        partners.remove(acting.self());
        return List.copyOf(partners);
    }

    private static boolean isActive(TrustSnapshot snapshot, NodeId node) {
        return snapshot.member(node).filter(Member::isActive).isPresent();
    }

    /** Says for whom a restored node waits; no probe depends on it. */
    @Override
    public Health health() {
        return restores.open()
                .map(open ->
                        Health.status(Status.UNKNOWN)
                                .withDetail("takenAt", open.takenAt().toString())
                                .withDetail("restoredAt", open.restoredAt().toString())
                                .withDetail(
                                        "waitingFor",
                                        waiting().stream().map(NodeId::value).toList())
                                .build())
                .orElseGet(() -> Health.up().build());
    }
}
