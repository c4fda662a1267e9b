package org.xinqiao.gateway.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.authenticate.BatchReceiptRules.Verdict;
import org.xinqiao.gateway.ledger.SettleBatch;
import org.xinqiao.gateway.lists.Batches;
import org.xinqiao.gateway.lists.KeptStream;
import org.xinqiao.gateway.lists.Routes;
import org.xinqiao.gateway.lists.StreamLanes;
import org.xinqiao.gateway.lists.StreamLanes.Held;
import org.xinqiao.gateway.lists.StreamLanes.Lane;
import org.xinqiao.gateway.lists.StreamSignal;
import org.xinqiao.gateway.lists.Streams;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.operate.SafeTrace;
import org.xinqiao.gateway.permit.FlowRules;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;

/**
 * Station 8 for streams: sends the batches of own streams to whom the routes name and the rules
 * allow, in order, one after another on each lane, until the partner has all. A partner that is
 * slow, busy or down delays no other, and goes on where it is.
 */
@Component
public class StreamDelivery implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(StreamDelivery.class);
    private static final int LOOK_MILLIS = 250;
    private static final int ROUTE_MILLIS = 1_000;

    private final String owner = UUID.randomUUID().toString();
    private final ConcurrentHashMap<Lane, AtomicBoolean> running = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<StreamName, Set<NodeId>> routed = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Lane, String> refused = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Streams streams;
    private final Batches batches;
    private final StreamLanes lanes;
    private final Routes routes;
    private final SendBatch send;
    private final SettleBatch settle;
    private final Trust trust;
    private final Clock clock;
    private volatile boolean open;

    /** Delivers for a node. */
    public StreamDelivery(
            Streams streams,
            Batches batches,
            StreamLanes lanes,
            Routes routes,
            SendBatch send,
            SettleBatch settle,
            StreamSignal signal,
            Trust trust,
            Clock clock) {
        this.streams = streams;
        this.batches = batches;
        this.lanes = lanes;
        this.routes = routes;
        this.send = send;
        this.settle = settle;
        this.trust = trust;
        this.clock = clock;
        signal.onBatch(this::more);
    }

    /** Lanes that the routes name and the rules do not allow, and by which problem. */
    public Map<Lane, String> refused() {
        return Map.copyOf(refused);
    }

    /** Finds what no signal told of: after a pause, a restart, or from another instance. */
    @Scheduled(fixedDelay = LOOK_MILLIS)
    void look() {
        if (open) {
            lanes.due(owner).forEach(this::run);
        }
    }

    /** Brings the lanes to what the routes say and the rules allow now. */
    @Scheduled(fixedDelay = ROUTE_MILLIS)
    void route() {
        if (!open) {
            return;
        }
        for (KeptStream stream : streams.all()) {
            if (stream.own()) {
                route(stream.name());
            }
        }
    }

    private void more(StreamName stream) {
        if (open) {
            threads.execute(() -> {
                try {
                    route(stream);
                    routed.getOrDefault(stream, Set.of())
                            .forEach(partner -> run(new Lane(stream, partner)));
                } catch (RuntimeException e) {
                    LOG.warn("{} is sent on the next look: {}", stream, SafeTrace.of(e));
                }
            });
        }
    }

    private void route(StreamName stream) {
        ActingTrust acting;
        try {
            acting = trust.inForce(clock.instant());
        } catch (Refusal e) {
            return; // nothing goes anywhere, as long as nobody is trusted
        }
        var allowed = new HashSet<NodeId>();
        refused.keySet().removeIf(lane -> lane.stream().equals(stream));
        for (NodeId partner : routes.of(stream)) {
            try {
                FlowRules.decide(stream, partner, acting);
                allowed.add(partner);
            } catch (Refusal e) {
                refused.put(new Lane(stream, partner), e.type().wire());
            }
        }
        if (!allowed.equals(routed.get(stream))) {
            lanes.route(stream, allowed);
            routed.put(stream, Set.copyOf(allowed));
        }
    }

    private void run(Lane lane) {
        var fresh = new AtomicBoolean();
        AtomicBoolean under = running.putIfAbsent(lane, fresh);
        if (under != null) {
            under.set(true);
        } else if (open) {
            threads.execute(() -> work(lane, fresh));
        } else {
            running.remove(lane);
        }
    }

    private void work(Lane lane, AtomicBoolean again) {
        try {
            do {
                again.set(false);
                Optional<Held> taken = lanes.take(lane, owner);
                if (taken.isPresent()) {
                    send(taken.get());
                }
            } while (again.get() && open);
        } catch (RuntimeException e) {
            LOG.error(
                    "the lane of {} to {} stopped: {}",
                    lane.stream(),
                    lane.partner(),
                    SafeTrace.of(e));
        } finally {
            running.remove(lane);
        }
        // What was signalled between the last look and the end would wait for the next round.
        if (again.get() && open) {
            run(lane);
        }
    }

    private void send(Held taken) {
        Held held = taken;
        try {
            while (open) {
                Optional<Held> next = step(held);
                if (next.isEmpty()) {
                    break;
                }
                held = next.get();
            }
            lanes.release(held);
        } catch (Rest e) {
            Duration pause =
                    e.asked == null
                            ? RetryRules.lanePause(
                                    held.failures(), ThreadLocalRandom.current().nextDouble())
                            : e.asked;
            lanes.backOff(held, e.why, pause);
        }
    }

    /** Why a lane must rest. */
    private static final class Rest extends Exception {
        private static final long serialVersionUID = 1L;

        private final String why;
        private final transient @Nullable Duration asked;

        Rest(String why, @Nullable Duration asked) {
            super(why, null, false, false);
            this.why = why;
            this.asked = asked;
        }
    }

    /** Sends one batch; empty when there is nothing more to send, or the lane was lost. */
    private Optional<Held> step(Held lane) throws Rest {
        Lane at = lane.lane();
        KeptStream stream = streams.find(at.stream()).orElseThrow();
        if (stream.stopped() != null) {
            throw new Rest("stopped", null);
        }
        if (lane.acked() > stream.seq()) {
            // Numbers that a partner has seen must not be given again: it would be a second story.
            streams.stop(stream.id(), at.partner() + " has more changes than this node");
            throw new Rest("the partner has more than we do", null);
        }
        boolean caughtUp = lane.acked() == stream.seq();
        byte[] state = stream.stateIsKnown() ? stream.statement() : null;
        if (stream.seq() == 0
                || (caughtUp && (state == null || lanes.stated(lane, stream.seq())))) {
            return Optional.empty();
        }
        long place = caughtUp ? stream.seq() : lane.acked() + 1;
        Held noted = noted(lane, stream, place);
        Batches.Kept batch =
                batches.at(lane.id(), place)
                        .orElseThrow(() -> new Rest("there is no batch for " + place, null));
        boolean last = batch.to() == stream.seq();
        Instant now = clock.instant();
        long start = System.nanoTime();
        try {
            ActingTrust acting = trust.inForce(now);
            FlowRules.decide(at.stream(), at.partner(), acting);
            return settled(
                    noted,
                    send.send(batch, last ? state : null, at.partner(), acting),
                    last && state != null ? stream.seq() : 0,
                    start,
                    now);
        } catch (PartnerUnreachable e) {
            throw new Rest("out of reach", null);
        } catch (Refusal e) {
            throw new Rest(e.type().wire(), null);
        }
    }

    /** Whoever may get a body must hear of its recall: written before the body is read. */
    private Held noted(Held lane, KeptStream stream, long place) {
        if (lane.sent() >= Math.min(stream.seq(), place + Bounds.BATCH_CHANGES_MAX - 1)) {
            return lane;
        }
        lanes.sending(lane.id(), lane.lane().partner(), stream.seq());
        return lane.noted(stream.seq());
    }

    private Optional<Held> settled(
            Held lane, SendBatch.Outcome outcome, long stated, long start, Instant now)
            throws Rest {
        return switch (outcome) {
            case SendBatch.Outcome.Taken taken ->
                    settle.taken(
                            lane,
                            taken.said().to(),
                            stated,
                            taken.receipt(),
                            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
                            taken.crossed(),
                            now);
            case SendBatch.Outcome.Else(Verdict.Has has) -> {
                if (has.changes() == lane.acked()) {
                    throw new Rest("missing-range", null);
                }
                LOG.info(
                        "{} has {} up to {}, not {}",
                        lane.lane().partner(),
                        lane.lane().stream(),
                        has.changes(),
                        lane.acked());
                yield lanes.reset(lane, has.changes());
            }
            case SendBatch.Outcome.Else(Verdict.Busy busy) -> throw new Rest("busy", busy.pause());
            case SendBatch.Outcome.Else(Verdict.NotTaken not) -> throw new Rest(not.why(), null);
            case SendBatch.Outcome.Else(Verdict.Taken _) ->
                    throw new IllegalStateException("what was taken is told as such");
        };
    }

    @Override
    public void start() {
        open = true;
    }

    /**
     * Ends after the batches under way; what is not settled is sent again by whoever comes next.
     */
    @Override
    public void stop() {
        open = false;
        threads.close();
    }

    @Override
    public boolean isRunning() {
        return open;
    }
}
