package org.xinqiao.gateway.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
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
 * Batches and rows lie in files, so that memory tells what applying takes, however long the list.
 */
final class ListsMeasurement {
    /** Of bare COPY, in percent. */
    private static final int GOAL = 40;

    private static final StreamName STREAM =
            new StreamName(NodeId.parse("cn-350200"), StreamKind.LIST_RED);
    private static final byte[] SUBJECT = StreamEntries.organisation("91350200MA2Y0TKL8Q");
    private static final String COLUMNS =
            "stream, key, seq, place, high, low, leaf, form, body, subject";

    private final ListsCommand options;
    private final NodeDatabase database;
    private final Usage usage;
    private final PrintStream out;
    private final Streams streams;
    private final StreamEntries entries;

    ListsMeasurement(ListsCommand options, NodeDatabase database, Usage usage, PrintStream out) {
        this.options = options;
        this.database = database;
        this.usage = usage;
        this.out = out;
        this.streams = new Streams(JdbcClient.create(database.jdbc));
        this.entries =
                new StreamEntries(database.jdbc, new JdbcTransactionManager(database.source()));
    }

    private record Batch(Manifest manifest, Path file) {}

    boolean run() throws Exception {
        Files.createDirectories(options.files());
        database.jdbc.execute("truncate stream_entry");
        KeptStream held = streams.hold(STREAM, false, Instant.EPOCH);
        boolean good = true;
        for (int round = 0; round < options.rounds; round++) {
            List<Batch> batches = batches(round);
            Usage.Span fresh = usage.of(() -> apply(held, batches));
            double bytes =
                    database.number("select pg_total_relation_size('stream_entry')")
                            / options.entries;
            Usage.Span changed = usage.of(() -> apply(held, batches));
            Usage.Span root = usage.of(() -> entries.root(held.id()));
            if (options.differences && round == options.rounds - 1) {
                new DifferencesMeasurement(database, usage, out).run(held.id());
            }
            List<Path> rows = written(batches.size());
            database.jdbc.execute("truncate stream_entry");
            Usage.Span copy = usage.of(() -> copy(rows));
            database.jdbc.execute("truncate stream_entry");
            row(round, "bare COPY", copy, copy);
            row(round, "keys that are new", fresh, copy);
            row(round, "keys that are there", changed, copy);
            row(round, "the state's root", root, copy);
            out.printf(
                    Locale.ROOT,
                    "round %d: %.0f bytes an entry on disk, with indexes%n",
                    round,
                    bytes);
            boolean warmsUp = round == 0 && options.rounds > 1;
            good &= warmsUp || share(fresh, copy) >= GOAL;
        }
        return good;
    }

    private void row(int round, String what, Usage.Span span, Usage.Span copy) {
        out.printf(
                Locale.ROOT,
                "round %d: %-19s %,9d/s, %3d %% of COPY; %.1f s, CPU here %.1f s, PostgreSQL %.1f s;"
                        + " heap at most %d MB%n",
                round,
                what,
                Math.round(options.entries / span.seconds()),
                share(span, copy),
                span.seconds(),
                span.here(),
                span.database(),
                span.heapMax() >> 20);
    }

    private static long share(Usage.Span span, Usage.Span copy) {
        return Math.round(100 * copy.seconds() / span.seconds());
    }

    private List<Batch> batches(int round) throws IOException {
        Content content = Content.Open.of(entry());
        var batches = new ArrayList<Batch>();
        Hash previous = null;
        for (long from = 1; from <= options.entries; from += options.batch) {
            Path file = options.files().resolve("batch-" + batches.size());
            try (var bytes = new BufferedOutputStream(Files.newOutputStream(file));
                    var writer = new BatchWriter(bytes, STREAM, from)) {
                for (long seq = from; seq < from + options.batch; seq++) {
                    String key =
                            UUID.nameUUIDFromBytes(
                                            (round + " " + seq).getBytes(StandardCharsets.US_ASCII))
                                    .toString();
                    writer.add(new Change(seq, key, content));
                }
                Manifest manifest = writer.finish(previous);
                previous = manifest.commitment();
                batches.add(new Batch(manifest, file));
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

    private void apply(KeptStream held, List<Batch> batches) {
        batches.forEach(batch -> apply(held, batch));
    }

    private void apply(KeptStream held, Batch batch) {
        database.transaction.executeWithoutResult(status -> {
            var leaves = new Leaves();
            try {
                entries.apply(
                        held,
                        sink -> {
                            try (InputStream file =
                                    new BufferedInputStream(Files.newInputStream(batch.file()))) {
                                BatchCheck.read(
                                        batch.manifest(),
                                        file,
                                        BatchBounds.USUAL,
                                        (change, leaf) -> sink.take(row(change, leaves)));
                            }
                        });
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
    private List<Path> written(int batches) {
        database.jdbc.execute("create index bench_seq on stream_entry (seq)");
        var files = new ArrayList<Path>();
        for (int i = 0; i < batches; i++) {
            Path file = options.files().resolve("rows-" + i);
            long from = 1 + (long) i * options.batch;
            String sql =
                    "copy (select %s from stream_entry where seq between %d and %d) to stdout with (format binary)"
                            .formatted(COLUMNS, from, from + options.batch - 1);
            byCopy(api -> {
                try (var bytes = new BufferedOutputStream(Files.newOutputStream(file))) {
                    api.copyOut(sql, bytes);
                }
            });
            files.add(file);
        }
        database.jdbc.execute("drop index bench_seq");
        return files;
    }

    private void copy(List<Path> rows) {
        String sql = "copy stream_entry (" + COLUMNS + ") from stdin with (format binary)";
        for (Path batch : rows) {
            database.transaction.executeWithoutResult(status ->
                    byCopy(api -> {
                        try (InputStream file = Files.newInputStream(batch)) {
                            api.copyIn(sql, file);
                        }
                    }));
        }
    }

    private interface Copying {
        void with(CopyManager api) throws SQLException, IOException;
    }

    private void byCopy(Copying copying) {
        database.jdbc.execute(
                (ConnectionCallback<@Nullable Void>)
                        connection -> {
                            try {
                                copying.with(connection.unwrap(PGConnection.class).getCopyAPI());
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                            return null;
                        });
    }
}
