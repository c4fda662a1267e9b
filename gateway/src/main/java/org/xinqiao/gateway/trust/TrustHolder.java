package org.xinqiao.gateway.trust;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.SafeTrace;
import org.xinqiao.trust.TrustSnapshot;

/**
 * Holds the snapshot that the node judges by. It looks at the repository again and again, changes
 * over in one step, and keeps the last good snapshot while the repository is out of reach or offers
 * what cannot be trusted, until that snapshot expires: then there is none.
 */
@Component
public class TrustHolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrustHolder.class);

    /** However often partners mention newer snapshots, the repository is asked no more often. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final NodeId self;
    private final TrustSource source;
    private final Clock clock;
    private final ScheduledExecutorService looking;
    private final AtomicBoolean lookAhead = new AtomicBoolean();
    private final List<Consumer<TrustSnapshot>> listeners = new CopyOnWriteArrayList<>();
    private volatile TrustState state = TrustState.NONE;
    private volatile long found;

    TrustHolder(NodeConfig config, TrustSource source, Clock clock) {
        this.self = config.node();
        this.source = source;
        this.clock = clock;
        recall();
        look(false);
        var threads = Thread.ofPlatform().daemon().name(self + "-trust").factory();
        this.looking = Executors.newSingleThreadScheduledExecutor(threads);
        int seconds = config.trust().pollSeconds();
        var _ =
                looking.scheduleWithFixedDelay(
                        () -> lookAndTell(false), seconds, seconds, TimeUnit.SECONDS);
    }

    /** This node's own id. */
    public NodeId self() {
        return self;
    }

    /** The snapshot to judge by at this moment; empty when there is none or it has expired. */
    public Optional<TrustSnapshot> current(Instant now) {
        return state.current(now);
    }

    /** What is known, for health, metrics and the operator. */
    public TrustState state() {
        return state;
    }

    /**
     * Hears of the snapshot in force, soon and then after every look at the repository, changed or
     * not, so that what failed once is done the next time.
     */
    public void listen(Consumer<TrustSnapshot> listener) {
        listeners.add(listener);
        looking.execute(() -> tell(listener));
    }

    private void tell(Consumer<TrustSnapshot> listener) {
        try {
            current(clock.instant()).ifPresent(listener);
        } catch (RuntimeException e) {
            LOG.warn("{}: a listener of the trust failed: {}", self, SafeTrace.of(e));
        }
    }

    /** Looks soon, because a partner knows a newer snapshot; returns at once. */
    public void refreshSoon() {
        if (lookAhead.compareAndSet(false, true)) {
            var _ = looking.schedule(this::lookAhead, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /**
     * The version that this node changed over to by itself and not because a partner mentioned it;
     * 0 if it never did.
     */
    long found() {
        return found;
    }

    private void lookAhead() {
        lookAhead.set(false);
        lookAndTell(true);
    }

    private void lookAndTell(boolean mentioned) {
        look(mentioned);
        listeners.forEach(this::tell);
    }

    private void recall() {
        try {
            Instant now = clock.instant();
            source.lastGood(now).ifPresent(known -> state = new TrustState(known, null, ""));
        } catch (IOException e) {
            LOG.warn("{}: the kept trust cannot be read: {}", self, e.toString());
        }
    }

    private void look(boolean mentioned) {
        Instant now = clock.instant();
        try {
            TrustSnapshot newest = source.newest(now);
            TrustSnapshot known = state.snapshot();
            state = state.seen(newest, now);
            if (known == null || known.version() != newest.version()) {
                LOG.info(
                        "{}: trust snapshot {} until {}", self, newest.version(), newest.expires());
            }
            if (known != null && newest.version() > known.version() && !mentioned) {
                found = newest.version();
            }
        } catch (TrustRefused e) {
            trouble("refused: " + e.getMessage());
        } catch (IOException e) {
            trouble("out of reach: " + e);
        } catch (RuntimeException e) {
            // Whatever a repository offers, looking must go on.
            LOG.error("{}: looking at the trust repository failed", self, e);
            trouble("failed: " + e.getClass().getSimpleName());
        }
    }

    private void trouble(String why) {
        if (!Objects.equals(state.trouble(), why)) {
            LOG.warn("{}: the trust repository is {}", self, why);
        }
        reassess();
        state = state.troubled(why);
    }

    /** An agreement may run out, or a role expire, while nothing new is to be had. */
    private void reassess() {
        try {
            source.lastGood(clock.instant())
                    .ifPresent(known -> state = new TrustState(known, state.checkedAt(), ""));
        } catch (IOException e) {
            LOG.warn("{}: the kept trust cannot be read: {}", self, e.toString());
        }
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
