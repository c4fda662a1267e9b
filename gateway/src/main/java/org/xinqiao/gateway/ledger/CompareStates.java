package org.xinqiao.gateway.ledger;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.stream.BadBatch;
import org.xinqiao.contracts.stream.Signed;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.contracts.stream.StreamState;
import org.xinqiao.gateway.lists.KeptStream;
import org.xinqiao.gateway.lists.KeptStream.Compared;
import org.xinqiao.gateway.lists.StreamEntries;
import org.xinqiao.gateway.lists.Streams;
import org.xinqiao.gateway.operate.Bounds;

/**
 * Compares what is here of large streams with what their sources signed. The root of one takes a
 * pass over all of its entries, so no partner waits for it: it is computed over a snapshot of the
 * database, which stays as it was while further batches are applied.
 */
@Component
public class CompareStates {
    private static final Logger LOG = LoggerFactory.getLogger(CompareStates.class);

    private final Streams streams;
    private final StreamEntries entries;
    private final StreamAlarms alarms;
    private final TransactionTemplate snapshot;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Semaphore free = new Semaphore(Bounds.STATES_COMPARED_MAX);

    /** Compares what a node's database holds. */
    public CompareStates(
            Streams streams,
            StreamEntries entries,
            StreamAlarms alarms,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.streams = streams;
        this.entries = entries;
        this.alarms = alarms;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** What a pass came to. */
    private record Finding(KeptStream held, Signed<StreamState> state, Hash root) {}

    /** Those that found nobody free, and those of an instance that ended. */
    @Scheduled(fixedDelay = Bounds.COMPARE_LOOK_MILLIS, initialDelay = Bounds.COMPARE_LOOK_MILLIS)
    void look() {
        streams.uncompared().forEach(this::begin);
    }

    /**
     * Begins to compare a stream with what its source signed last, where it is about what is here.
     * Once this has returned, the stream may go on. While others are compared nothing is begun:
     * {@link #look} comes back to it.
     */
    public void begin(StreamName stream) {
        if (!free.tryAcquire()) {
            return;
        }
        var seen = new CountDownLatch(1);
        Thread.ofVirtual()
                .name("compare-" + stream.value())
                .start(() -> {
                    try {
                        compare(stream, seen);
                    } catch (DataAccessException | TransactionException e) {
                        LOG.warn("{} cannot be compared: {}", stream, e.getClass().getName());
                    } finally {
                        seen.countDown();
                        free.release();
                    }
                });
        try {
            seen.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Compares one; counts down when it has its snapshot. */
    private void compare(StreamName stream, CountDownLatch seen) {
        Optional<Finding> finding =
                snapshot.execute(status -> {
                    Optional<KeptStream> held = streams.find(stream);
                    seen.countDown();
                    return held.flatMap(this::found);
                });
        finding.ifPresent(this::record);
    }

    private Optional<Finding> found(KeptStream held) {
        byte[] statement = held.statement();
        if (held.own() || statement == null || held.compared() != null) {
            return Optional.empty();
        }
        Signed<StreamState> state;
        try {
            state = Signed.state(statement);
        } catch (BadBatch e) {
            throw new IllegalStateException("a state in the database is damaged", e);
        }
        return state.statement().size() == held.seq()
                ? Optional.of(new Finding(held, state, entries.root(held.id())))
                : Optional.empty();
    }

    private void record(Finding finding) {
        int stream = finding.held().id();
        boolean same = finding.root().equals(finding.state().statement().stateRoot());
        transaction.executeWithoutResult(status -> {
            // A repair that came in between has said so, and knows better.
            if (streams.compared(
                    stream, finding.state().bytes(), same ? Compared.SAME : Compared.DIFFERENT)) {
                streams.computed(stream, finding.held().seq(), finding.root());
                if (!same) {
                    alarms.differs(
                            finding.held().name(),
                            finding.held().seq(),
                            finding.root(),
                            finding.state(),
                            clock.instant());
                }
            }
        });
    }
}
