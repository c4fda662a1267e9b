package org.xinqiao.gateway.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.entry.Document;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.EntryFields;
import org.xinqiao.contracts.entry.EntryState;
import org.xinqiao.contracts.entry.SourceBody;
import org.xinqiao.contracts.entry.Subject;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.StatedNumber;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.stream.BadBatch;
import org.xinqiao.contracts.stream.BatchBounds;
import org.xinqiao.contracts.stream.BatchCheck;
import org.xinqiao.contracts.stream.BatchWriter;
import org.xinqiao.contracts.stream.Change;
import org.xinqiao.contracts.stream.Content;
import org.xinqiao.contracts.stream.Leaves;
import org.xinqiao.contracts.stream.Manifest;
import org.xinqiao.contracts.stream.StreamKind;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.lists.KeptStream;
import org.xinqiao.gateway.lists.StreamEntries;
import org.xinqiao.gateway.lists.Streams;

/**
 * A stream in batches, as a receiver takes it in: read, checked against the manifest, applied, a
 * transaction a batch. Beside it the same rows by COPY, as the database itself wrote them down.
 */
final class ListsMeasurement {
    /** Of bare COPY, in percent. */
    private static final int GOAL = 40;

    private static final StreamName STREAM =
            new StreamName(NodeId.parse("cn-350200"), StreamKind.LIST_RED);
    private static final byte[] SUBJECT = StreamEntries.organisation("91350200MA2Y0TKL8Q");
    private static final String COLUMNS =
            "stream_entry (stream, key, seq, place, high, low, leaf, form, body, subject)";

    private final ListsCommand options;
    private final NodeDatabase database;
    private final PrintStream out;
    private final Streams streams;
    private final StreamEntries entries;

    ListsMeasurement(ListsCommand options, NodeDatabase database, PrintStream out) {
        this.options = options;
        this.database = database;
        this.out = out;
        this.streams = new Streams(JdbcClient.create(database.jdbc));
        this.entries =
                new StreamEntries(database.jdbc, new JdbcTransactionManager(database.source()));
    }

    private record Batch(Manifest manifest, byte[] file) {}

    boolean run() throws Exception {
        database.jdbc.execute("truncate stream_entry");
        KeptStream held = streams.hold(STREAM, false, Instant.EPOCH);
        boolean good = true;
        for (int round = 0; round < options.rounds; round++) {
            List<Batch> batches = batches(round);
            long fresh = nanos(() -> batches.forEach(batch -> apply(held, batch)));
            long changed = nanos(() -> batches.forEach(batch -> apply(held, batch)));
            long root = nanos(() -> entries.root(held.id()));
            byte[][] rows = written();
            database.jdbc.execute("truncate stream_entry");
            long copy = nanos(() -> copy(rows));
            database.jdbc.execute("truncate stream_entry");
            out.printf(
                    "round %d: bare COPY %,d rows/s; new keys %,d (%d %%); keys that are there %,d"
                            + " (%d %%); root %d ms%n",
                    round,
                    rate(copy),
                    rate(fresh),
                    100 * copy / fresh,
                    rate(changed),
                    100 * copy / changed,
                    TimeUnit.NANOSECONDS.toMillis(root));
            good = round == 0 || (good && 100 * copy / fresh >= GOAL);
        }
        return good;
    }

    private List<Batch> batches(int round) throws IOException {
        Content content = Content.Open.of(entry());
        var batches = new ArrayList<Batch>();
        Hash previous = null;
        for (long from = 1; from <= options.entries; from += options.batch) {
            var file = new ByteArrayOutputStream();
            try (var writer = new BatchWriter(file, STREAM, from)) {
                for (long seq = from; seq < from + options.batch; seq++) {
                    String key =
                            UUID.nameUUIDFromBytes(
                                            (round + " " + seq).getBytes(StandardCharsets.US_ASCII))
                                    .toString();
                    writer.add(new Change(seq, key, content));
                }
                Manifest manifest = writer.finish(previous);
                previous = manifest.commitment();
                batches.add(new Batch(manifest, file.toByteArray()));
            }
        }
        return batches;
    }

    private static Entry entry() {
        return new Entry(
                Entry.MODEL,
                "list.red",
                DisclosureClass.PUBLIC,
                new Subject.Organisation(new StatedNumber("91350200MA2Y0TKL8Q"), "厦门市示例贸易有限公司"),
                new SourceBody(
                        new StatedNumber("11350200004133222T"), "350200", Level.CITY, "厦门市示例局"),
                new Document(LocalDate.of(2026, 11, 2), "厦示〔2026〕17号"),
                null,
                null,
                EntryState.ACTIVE,
                1,
                null,
                EntryFields.of(Map.of("LYYY", "纳税信用A级")),
                null,
                null,
                null,
                null,
                null);
    }

    private void apply(KeptStream held, Batch batch) {
        database.transaction.executeWithoutResult(status -> {
            var leaves = new Leaves();
            try {
                entries.apply(
                        held,
                        sink ->
                                BatchCheck.read(
                                        batch.manifest(),
                                        new ByteArrayInputStream(batch.file()),
                                        BatchBounds.USUAL,
                                        (change, leaf) -> sink.take(row(change, leaves))));
            } catch (BadBatch e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static StreamEntries.Row row(Change change, Leaves leaves) {
        Hash leaf = leaves.stateLeaf(change.key(), change.content()).orElseThrow();
        return new StreamEntries.Row(change.key(), change.seq(), leaf, change.content(), SUBJECT);
    }

    /** The rows as PostgreSQL writes them down, a batch each. */
    private byte[][] written() {
        var rows = new ArrayList<byte[]>();
        for (long from = 1; from <= options.entries; from += options.batch) {
            String sql =
                    "copy (select * from (select "
                            + COLUMNS.substring(COLUMNS.indexOf('(') + 1, COLUMNS.length() - 1)
                            + " from stream_entry) e where seq between "
                            + from
                            + " and "
                            + (from + options.batch - 1)
                            + ") to stdout with (format binary)";
            var file = new ByteArrayOutputStream();
            database.jdbc.execute(
                    (ConnectionCallback<@Nullable Void>)
                            connection -> {
                                try {
                                    connection
                                            .unwrap(PGConnection.class)
                                            .getCopyAPI()
                                            .copyOut(sql, file);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                                return null;
                            });
            rows.add(file.toByteArray());
        }
        return rows.toArray(byte[][]::new);
    }

    private void copy(byte[][] rows) {
        String sql = "copy " + COLUMNS + " from stdin with (format binary)";
        for (byte[] batch : rows) {
            database.transaction.executeWithoutResult(status ->
                    database.jdbc.execute(
                            (ConnectionCallback<@Nullable Void>)
                                    connection -> {
                                        try {
                                            connection
                                                    .unwrap(PGConnection.class)
                                                    .getCopyAPI()
                                                    .copyIn(sql, new ByteArrayInputStream(batch));
                                        } catch (IOException e) {
                                            throw new UncheckedIOException(e);
                                        }
                                        return null;
                                    }));
        }
    }

    private long rate(long nanos) {
        return options.entries * TimeUnit.SECONDS.toNanos(1) / nanos;
    }

    private static long nanos(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }
}
