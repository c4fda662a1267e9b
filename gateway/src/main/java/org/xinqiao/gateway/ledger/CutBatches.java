package org.xinqiao.gateway.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.log.Frontier;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.BadBatch;
import org.xinqiao.contracts.stream.BatchWriter;
import org.xinqiao.contracts.stream.Change;
import org.xinqiao.contracts.stream.Content;
import org.xinqiao.contracts.stream.Manifest;
import org.xinqiao.contracts.stream.Signed;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.contracts.stream.StreamState;
import org.xinqiao.gateway.lists.Batches;
import org.xinqiao.gateway.lists.KeptStream;
import org.xinqiao.gateway.lists.PendingChanges;
import org.xinqiao.gateway.lists.PendingChanges.Numbered;
import org.xinqiao.gateway.lists.StreamEntries;
import org.xinqiao.gateway.lists.StreamLanes;
import org.xinqiao.gateway.lists.StreamSignal;
import org.xinqiao.gateway.lists.Streams;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.operate.SafeTrace;
import org.xinqiao.gateway.seal.Sealer;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;

/**
 * Cuts the changes of own streams that wait into batches, signs them, and applies them here as a
 * receiver would. When nothing waits any more it also signs what the stream's state is, as often as
 * computing that is worth.
 */
@Component
public final class CutBatches implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(CutBatches.class);

    private final ConcurrentHashMap<StreamName, AtomicBoolean> running = new ConcurrentHashMap<>();

    /** Before when the state of a stream is not computed again. */
    private final ConcurrentHashMap<StreamName, Long> restUntilNanos = new ConcurrentHashMap<>();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Streams streams;
    private final PendingChanges pending;
    private final Batches batches;
    private final StreamEntries entries;
    private final StreamLanes lanes;
    private final Sealer sealer;
    private final Trust trust;
    private final StreamSignal signal;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private volatile boolean open;

    /** Cuts for a node. */
    public CutBatches(
            Streams streams,
            PendingChanges pending,
            Batches batches,
            StreamEntries entries,
            StreamLanes lanes,
            Sealer sealer,
            Trust trust,
            StreamSignal signal,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.streams = streams;
        this.pending = pending;
        this.batches = batches;
        this.entries = entries;
        this.lanes = lanes;
        this.sealer = sealer;
        this.trust = trust;
        this.signal = signal;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        signal.onPending(this::run);
    }

    /** Finds what no signal told of, and states that have had their rest. */
    @Scheduled(fixedDelay = Bounds.CUT_PAUSE_MILLIS_MAX)
    void look() {
        if (!open) {
            return;
        }
        pending.streams().forEach(this::run);
        for (KeptStream stream : streams.all()) {
            boolean goesOn = stream.own() && stream.stopped() == null;
            if (goesOn && stream.given() == stream.seq() && !stream.stateIsKnown()) {
                run(stream.name());
            }
        }
    }

    private void run(StreamName stream) {
        var fresh = new AtomicBoolean();
        AtomicBoolean under = running.putIfAbsent(stream, fresh);
        if (under != null) {
            under.set(true);
        } else if (open) {
            threads.execute(() -> work(stream, fresh));
        } else {
            running.remove(stream);
        }
    }

    private void work(StreamName stream, AtomicBoolean again) {
        try {
            do {
                again.set(false);
                while (open && cut(stream)) {
                    signal.batch(stream);
                }
            } while (again.get() && open);
        } catch (RuntimeException e) {
            LOG.error("no batch of {} was cut: {}", stream, SafeTrace.of(e));
        } finally {
            running.remove(stream);
        }
        if (again.get() && open) {
            run(stream);
        }
    }

    /**
     * Cuts one batch, or states the state where nothing waits.
     *
     * @return whether there may be more to do
     */
    public boolean cut(StreamName stream) {
        try {
            Instant now = clock.instant();
            ActingTrust acting = trust.inForce(now);
            SigningKey key = sealer.preferredKey(KeyUse.STREAM, acting.self(), acting, now);
            return Boolean.TRUE.equals(
                    transaction.execute(status -> {
                        KeptStream held = streams.held(stream).orElse(null);
                        if (held == null || !held.own() || held.stopped() != null) {
                            return false;
                        }
                        if (lanes.furthest(held.id()) > held.seq()) {
                            // Numbers that others have seen are never given to other changes.
                            streams.stop(held.id(), "a partner has more changes than this node");
                            return false;
                        }
                        return cut(held, key, now);
                    }));
        } catch (Refusal e) {
            LOG.warn("no batch of {} can be signed: {}", stream, e.type().wire());
            return false;
        }
    }

    private boolean cut(KeptStream held, SigningKey key, Instant now) {
        List<Numbered> next = bounded(pending.next(held, Bounds.BATCH_CHANGES_MAX));
        if (next.isEmpty()) {
            return state(held, held.seq(), held.edge(), held.entries(), key, now);
        }
        var file = new ByteArrayOutputStream();
        var edge = Frontier.of(held.edge().hashes(), held.edge().size());
        var logged = new ArrayList<Batches.Logged>();
        Manifest manifest;
        try (var writer = new BatchWriter(file, held.name(), held.seq() + 1)) {
            for (Numbered one : next) {
                Hash leaf = writer.add(one.change());
                edge.append(leaf, (level, index, hash) -> {});
                logged.add(new Batches.Logged(one.change().seq(), one.change().key(), leaf));
            }
            manifest = writer.finish(held.manifest());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // into memory: it does not happen
        }
        long count = held.entries() + apply(held, next);
        streams.advanced(held, manifest.to(), edge, manifest.commitment(), count, now);
        batches.own(held, Signed.sign(manifest, key), file.toByteArray(), logged, now);
        pending.cut(held, manifest.to());
        if (manifest.to() == held.given()) {
            state(held, manifest.to(), edge, count, key, now);
        }
        return true;
    }

    /** As many as fit into one batch; one always does. */
    private static List<Numbered> bounded(List<Numbered> changes) {
        long bytes = 0;
        int count = 0;
        for (Numbered one : changes) {
            bytes +=
                    switch (one.change().content()) {
                        case Content.Open open -> open.json().length;
                        case Content.Sealed sealed -> sealed.jwe().length();
                        case Content.Recalled _, Content.Erased _ -> Hash.BYTES;
                    };
            if (count > 0 && bytes > Bounds.BATCH_CONTENT_BYTES_MAX) {
                break;
            }
            count++;
        }
        return changes.subList(0, count);
    }

    private long apply(KeptStream held, List<Numbered> changes) {
        try {
            return entries.apply(
                    held,
                    sink -> {
                        for (Numbered one : changes) {
                            Change change = one.change();
                            Hash leaf = change.stateLeaf().orElse(null);
                            sink.take(
                                    new StreamEntries.Row(
                                            change.key(),
                                            change.seq(),
                                            leaf,
                                            leaf == null ? null : change.content(),
                                            leaf == null ? null : one.subject()));
                        }
                    });
        } catch (IOException | BadBatch e) {
            throw new IllegalStateException("changes in the database are none", e);
        }
    }

    /** Signs the state, unless computing it now would cost more than it is worth. */
    private boolean state(
            KeptStream held, long seq, Frontier edge, long count, SigningKey key, Instant now) {
        if (seq == 0 || (held.stateRoot() != null && held.stateSeq() == seq)) {
            return false;
        }
        Optional<Long> rest = Optional.ofNullable(restUntilNanos.get(held.name()));
        boolean large = count > Bounds.STATE_AT_ONCE_ENTRIES_MAX;
        long start = System.nanoTime();
        if (large && rest.isPresent() && start - rest.get() < 0) {
            return false;
        }
        Hash root = entries.root(held.id());
        long nanos = System.nanoTime() - start;
        restUntilNanos.put(
                held.name(),
                start + Duration.ofNanos(nanos).multipliedBy(Bounds.STATE_REST_TIMES).toNanos());
        var state = new StreamState(held.name(), seq, edge.root(), root, WireTime.of(now));
        streams.computed(held.id(), seq, root);
        streams.stated(held.id(), Signed.sign(state, key).bytes(), null);
        return true;
    }

    @Override
    public void start() {
        open = true;
    }

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
