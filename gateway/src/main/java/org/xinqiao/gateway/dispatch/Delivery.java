package org.xinqiao.gateway.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.ledger.Lanes;
import org.xinqiao.gateway.ledger.OutboxSignal;
import org.xinqiao.gateway.ledger.Waiting;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.operate.SafeTrace;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;

/**
 * Station 8 for notices: sends what waits in the outbox, the same bytes until the receipt is here.
 * Each partner has a lane of its own, so one that is down, slow or refuses delays nobody else;
 * within a lane only notices of the same ordering wait for each other.
 */
@Component
public class Delivery implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int NOTICES_AT_ONCE_MAX = 512;
    private static final int LOOK_MILLIS = 250;

    /**
     * After this long a round begins no further call, so that its last call and its settling end
     * before the lease does. Otherwise two instances would take the lane to a slow partner from
     * each other over and over, and nothing would ever be settled.
     */
    private static final Duration ROUND_MAX =
            Lanes.LEASE.minusMillis(Bounds.PARTNER_CALL_MILLIS_MAX).minusSeconds(2);

    private final String owner = UUID.randomUUID().toString();
    private final ConcurrentHashMap<NodeId, AtomicBoolean> running = new ConcurrentHashMap<>();

    /** Partners whose rest any answer of theirs ends; as of the last look. */
    private final Set<NodeId> resting = ConcurrentHashMap.newKeySet();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Lanes lanes;
    private final SendNotice send;
    private final Trust trust;
    private final Clock clock;
    private volatile boolean open;

    /** Delivers for a node. */
    public Delivery(
            Lanes lanes,
            SendNotice send,
            PartnerClient partners,
            Trust trust,
            Clock clock,
            OutboxSignal signal) {
        this.lanes = lanes;
        this.send = send;
        this.trust = trust;
        this.clock = clock;
        signal.listen(partner -> run(NodeId.parse(partner)));
        partners.onAnswer(this::answered);
    }

    /** Finds what no signal told of: after a pause, a restart, or from another instance. */
    @Scheduled(fixedDelay = LOOK_MILLIS)
    void look() {
        if (open) {
            Lanes.Due due = lanes.due(owner);
            resting.retainAll(due.resting());
            resting.addAll(due.resting());
            due.work().forEach(this::run);
        }
    }

    /** A partner that answers anything at all need not be left alone any longer. */
    private void answered(NodeId partner) {
        if (resting.remove(partner) && open) {
            threads.execute(() -> {
                lanes.wake(partner);
                run(partner);
            });
        }
    }

    private void run(NodeId partner) {
        var fresh = new AtomicBoolean();
        AtomicBoolean under = running.putIfAbsent(partner, fresh);
        if (under != null) {
            under.set(true);
        } else if (open) {
            threads.execute(() -> lane(partner, fresh));
        } else {
            running.remove(partner);
        }
    }

    private void lane(NodeId partner, AtomicBoolean again) {
        try {
            do {
                again.set(false);
                work(partner);
            } while (again.get() && open);
        } catch (RuntimeException e) {
            LOG.error("the lane to {} stopped: {}", partner, SafeTrace.of(e));
        } finally {
            running.remove(partner);
        }
        // What was signalled between the last look and the end would wait for the next round.
        if (again.get() && open) {
            run(partner);
        }
    }

    private void work(NodeId partner) {
        Optional<Lanes.Held> taken = lanes.take(partner, owner);
        if (taken.isEmpty()) {
            return;
        }
        Lanes.Held lane = taken.get();
        try {
            while (open) {
                List<Waiting> next = lanes.next(lane, NOTICES_AT_ONCE_MAX);
                if (next.isEmpty() || !round(lane, next)) {
                    break;
                }
            }
        } catch (Refusal e) {
            LOG.warn("nothing can be sent to {}: {}", partner, e.type().wire());
            lanes.backOff(lane, e.type().wire(), RetryRules.LANE_PAUSE_MAX);
            return;
        }
        lanes.release(lane);
    }

    /** Sends some notices and writes what became of them; false when the lane must rest. */
    private boolean round(Lanes.Held lane, List<Waiting> next) throws Refusal {
        Instant now = clock.instant();
        ActingTrust acting = trust.inForce(now);
        var attempt = new Attempt(lane, acting);
        List<Lanes.Outcome> outcomes = attempt.sendAll(next);
        if (!outcomes.isEmpty() && !lanes.settle(lane, outcomes)) {
            LOG.info("another instance delivers to {} now", lane.partner());
            return false;
        }
        String trouble = attempt.trouble;
        if (trouble != null) {
            Duration pause =
                    RetryRules.lanePause(
                            outcomes.isEmpty() ? lane.failures() : 0,
                            ThreadLocalRandom.current().nextDouble());
            lanes.backOff(lane, trouble, attempt.pauseAtLeast(pause));
            return false;
        }
        return true;
    }

    /** One round: chains of notices that wait for each other, sent side by side. */
    private final class Attempt {
        private final Lanes.Held lane;
        private final ActingTrust acting;
        private final Semaphore calls = new Semaphore(Bounds.NOTICES_UNDER_WAY_MAX);
        private final long end = System.nanoTime() + ROUND_MAX.toNanos();
        private volatile @Nullable String trouble;
        private volatile Duration asked = Duration.ZERO;

        Attempt(Lanes.Held lane, ActingTrust acting) {
            this.lane = lane;
            this.acting = acting;
        }

        Duration pauseAtLeast(Duration pause) {
            return pause.compareTo(asked) < 0 ? asked : pause;
        }

        List<Lanes.Outcome> sendAll(List<Waiting> notices) {
            var chains = new LinkedHashMap<String, List<Waiting>>();
            notices.forEach(notice ->
                    chains.computeIfAbsent(notice.ordering(), _ -> new ArrayList<>()).add(notice));
            var sent = new ArrayList<Future<List<Lanes.Outcome>>>();
            chains.values().forEach(chain -> sent.add(threads.submit(() -> sendInOrder(chain))));
            var outcomes = new ArrayList<Lanes.Outcome>();
            for (Future<List<Lanes.Outcome>> chain : sent) {
                outcomes.addAll(result(chain));
            }
            return outcomes;
        }

        private Collection<Lanes.Outcome> result(Future<List<Lanes.Outcome>> chain) {
            try {
                return chain.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return List.of();
            } catch (ExecutionException e) {
                LOG.error("sending to {} failed: {}", lane.partner(), SafeTrace.of(e));
                trouble = "internal";
                return List.of();
            }
        }

        /** What comes after one that was not taken waits for it. */
        private List<Lanes.Outcome> sendInOrder(List<Waiting> chain) throws InterruptedException {
            var outcomes = new ArrayList<Lanes.Outcome>();
            for (Waiting notice : chain) {
                calls.acquire();
                Lanes.Outcome outcome;
                try {
                    if (trouble != null || !open || System.nanoTime() - end >= 0) {
                        break;
                    }
                    outcome = send.send(notice, acting);
                } catch (PartnerUnreachable e) {
                    trouble = Lanes.OUT_OF_REACH;
                    break;
                } catch (PartnerBusy e) {
                    asked = e.pause();
                    trouble = "busy";
                    break;
                } finally {
                    calls.release();
                }
                outcomes.add(outcome);
                if (outcome instanceof Lanes.Outcome.Later) {
                    break;
                }
            }
            return outcomes;
        }
    }

    @Override
    public void start() {
        open = true;
    }

    /** Ends after the calls under way; what is not settled is delivered by whoever comes next. */
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
