package org.xinqiao.gateway.ledger;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.BadBatch;
import org.xinqiao.contracts.stream.BatchBounds;
import org.xinqiao.contracts.stream.BatchReader;
import org.xinqiao.contracts.stream.BatchWriter;
import org.xinqiao.contracts.stream.Change;
import org.xinqiao.contracts.stream.Content;
import org.xinqiao.contracts.stream.Manifest;
import org.xinqiao.contracts.stream.Signed;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.lists.Batches;
import org.xinqiao.gateway.lists.KeptStream;
import org.xinqiao.gateway.lists.Recalls;
import org.xinqiao.gateway.lists.StreamSignal;
import org.xinqiao.gateway.lists.Streams;
import org.xinqiao.gateway.receive.RecallWanted;
import org.xinqiao.gateway.seal.Sealer;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;

/**
 * Takes an entry back: every body of it that this node has goes in one transaction, in the state,
 * in what waits, in the quarantine and in the files that are still sent to others; its hashes stay.
 * The recall is on its way to everyone at once.
 */
@Component
public class RecordRecall {
    private final Streams streams;
    private final Recalls recalls;
    private final Batches batches;
    private final TellRecalls tell;
    private final Sealer sealer;
    private final Trust trust;
    private final StreamSignal signal;
    private final TransactionTemplate transaction;

    /** Recalls in a node's database. */
    public RecordRecall(
            Streams streams,
            Recalls recalls,
            Batches batches,
            TellRecalls tell,
            Sealer sealer,
            Trust trust,
            StreamSignal signal,
            PlatformTransactionManager transactions) {
        this.streams = streams;
        this.recalls = recalls;
        this.batches = batches;
        this.tell = tell;
        this.sealer = sealer;
        this.trust = trust;
        this.signal = signal;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * The number of the change that recalls it.
     *
     * @throws Refusal {@code not-found} if the stream never had the key
     */
    @Handler
    public Long record(RecallWanted wanted) throws Refusal {
        var acting = trust.inForce(wanted.at());
        SigningKey key = sealer.preferredKey(KeyUse.STREAM, acting.self(), acting, wanted.at());
        Long seq =
                Objects.requireNonNull(
                        transaction.execute(status -> recall(wanted, key, acting, wanted.at())));
        if (seq == 0) {
            throw new Refusal(ProblemType.NOT_FOUND);
        }
        signal.pending(wanted.stream());
        return seq;
    }

    private long recall(RecallWanted wanted, SigningKey key, ActingTrust acting, Instant now) {
        long seq = within(wanted.stream(), List.of(wanted.key()), key, now);
        tell.tell(acting);
        return seq;
    }

    /**
     * The same within the caller's transaction, which tells everyone as its last step, and the
     * signal when it has committed.
     *
     * @param entries their keys; those that the stream never had are left out
     * @return the number of the last recall; 0 if there is none
     */
    long within(StreamName stream, Collection<String> entries, SigningKey key, Instant now) {
        KeptStream held = streams.held(stream).orElse(null);
        if (held == null) {
            return 0;
        }
        List<String> known =
                entries.stream().filter(entry -> recalls.knows(held, entry)).distinct().toList();
        if (known.isEmpty()) {
            return 0;
        }
        for (Batches.Kept batch : batches.withBodiesOf(held, known)) {
            rewrite(held, batch, Set.copyOf(known), key);
        }
        return recalls.recall(held, known, now);
    }

    private void rewrite(
            KeptStream held, Batches.Kept batch, Set<String> keys, SigningKey signing) {
        Manifest before = batch.manifest().statement();
        var file = new ByteArrayOutputStream();
        Manifest after;
        try (var reader =
                        new BatchReader(
                                new ByteArrayInputStream(Objects.requireNonNull(batch.file())),
                                BatchBounds.USUAL);
                var writer = new BatchWriter(file, held.name(), before.from())) {
            for (Change change = reader.next(); change != null; change = reader.next()) {
                writer.add(keys.contains(change.key()) ? erased(change) : change);
            }
            after = writer.finish(before.previous());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // in memory: it does not happen
        } catch (BadBatch e) {
            throw new IllegalStateException("a batch in the database is damaged", e);
        }
        if (!after.commitment().equals(before.commitment())) {
            throw new IllegalStateException("without a body a batch commits to the same");
        }
        batches.rewritten(held, Signed.sign(after, signing), file.toByteArray());
    }

    private static Change erased(Change change) {
        return change.content() instanceof Content.Recalled
                ? change
                : new Change(
                        change.seq(),
                        change.key(),
                        new Content.Erased(change.leaf()),
                        change.origin());
    }
}
