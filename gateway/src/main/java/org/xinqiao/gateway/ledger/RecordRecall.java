package org.xinqiao.gateway.ledger;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;
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
    private final Sealer sealer;
    private final Trust trust;
    private final StreamSignal signal;
    private final TransactionTemplate transaction;

    /** Recalls in a node's database. */
    public RecordRecall(
            Streams streams,
            Recalls recalls,
            Batches batches,
            Sealer sealer,
            Trust trust,
            StreamSignal signal,
            PlatformTransactionManager transactions) {
        this.streams = streams;
        this.recalls = recalls;
        this.batches = batches;
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
                        transaction.execute(status -> recall(wanted, key, wanted.at())));
        if (seq == 0) {
            throw new Refusal(ProblemType.NOT_FOUND);
        }
        signal.pending(wanted.stream());
        return seq;
    }

    private long recall(RecallWanted wanted, SigningKey key, Instant now) {
        return within(wanted.stream(), wanted.key(), key, now);
    }

    /**
     * The same within the caller's transaction, which tells the signal when it has committed.
     *
     * @return the number of the recall; 0 if the stream never had the key
     */
    long within(StreamName stream, String entry, SigningKey key, Instant now) {
        KeptStream held = streams.held(stream).orElse(null);
        if (held == null || !recalls.knows(held, entry)) {
            return 0;
        }
        for (Batches.Kept batch : batches.withBodiesOf(held, entry)) {
            rewrite(held, batch, entry, key);
        }
        return recalls.recall(held, entry, now);
    }

    private void rewrite(KeptStream held, Batches.Kept batch, String key, SigningKey signing) {
        Manifest before = batch.manifest().statement();
        var file = new ByteArrayOutputStream();
        Manifest after;
        try (var reader =
                        new BatchReader(
                                new ByteArrayInputStream(Objects.requireNonNull(batch.file())),
                                BatchBounds.USUAL);
                var writer = new BatchWriter(file, held.name(), before.from())) {
            for (Change change = reader.next(); change != null; change = reader.next()) {
                writer.add(change.key().equals(key) ? erased(change) : change);
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
