package org.xinqiao.gateway.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The same rows in the same tables, in batches as large as were observed, on the same server: as
 * many databases of the same make, a thread for what the sender writes and one for what each
 * partner takes, and nothing else: no signatures, no web, no evidence log.
 */
final class NoticeFloor implements AutoCloseable {
    private static final String RECORD =
            """
            insert into message_record (id, message, direction, source, peer, type, reply_to, salt, body, at)
            values (?,?,?,'cn-350200','cn-350100','xinqiao.consent.notice.v1',?,?,?,now())\
            """;
    private static final String PENDING = "insert into log_pending (record, entry) values (?,?)";

    private final NodeDatabase sender;
    private final List<NodeDatabase> receivers = new ArrayList<>();
    private final Shape shape;
    private final byte[] salt = new byte[32];
    private final byte[] entry = new byte[36];

    /**
     * What was observed.
     *
     * @param count notices, to all partners together
     * @param partners who take them
     * @param taken notices in a commit of the receiver
     * @param settled notices in a commit of the sender's
     * @param noticeBytes a notice's length
     * @param receiptBytes a receipt's length
     */
    record Shape(
            int count, int partners, int taken, int settled, int noticeBytes, int receiptBytes) {}

    /**
     * Makes two databases beside the node's.
     *
     * @param url of any database of the server
     */
    NoticeFloor(String url, Path superuserPassword, Shape shape) throws IOException {
        String password = Files.readString(superuserPassword).strip();
        this.shape = shape;
        this.sender = fresh(url, "bench_sender", password);
        for (int i = 0; i < shape.partners(); i++) {
            receivers.add(fresh(url, "bench_receiver_" + i, password));
        }
        ThreadLocalRandom.current().nextBytes(salt);
    }

    private static NodeDatabase fresh(String url, String name, String password) {
        String server = url.substring(0, url.lastIndexOf('/') + 1);
        try (var all = new NodeDatabase(server + "postgres", "postgres", password)) {
            all.jdbc.execute("drop database if exists " + name);
            all.jdbc.execute("create database " + name);
        }
        var database = new NodeDatabase(server + name, "postgres", password);
        Flyway.configure()
                .dataSource(database.source())
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return database;
    }

    /** Notices a second. */
    double perSecond() throws InterruptedException, IOException {
        List<UUID> ids = ids();
        long start = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(1 + receivers.size())) {
            var steps = new ArrayList<Future<?>>();
            steps.add(threads.submit(() -> send(ids)));
            int each = ids.size() / receivers.size();
            for (int i = 0; i < receivers.size(); i++) {
                boolean last = i == receivers.size() - 1;
                List<UUID> theirs = ids.subList(i * each, last ? ids.size() : (i + 1) * each);
                NodeDatabase receiver = receivers.get(i);
                steps.add(
                        threads.submit(
                                () -> inBatches(theirs, shape.taken(), receiver, this::take)));
            }
            for (Future<?> step : steps) {
                step.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
        return ids.size() / ((System.nanoTime() - start) / 1e9);
    }

    private List<UUID> ids() {
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < shape.count(); i++) {
            ids.add(UUID.randomUUID());
        }
        return ids;
    }

    /** Everything that the sender writes: notices first, then what became of them. */
    private void send(List<UUID> ids) {
        inBatches(ids, NoticeSource.BATCH, sender, this::produce);
        inBatches(ids, shape.settled(), sender, this::settle);
    }

    private interface Step {
        void write(JdbcTemplate jdbc, List<UUID> ids, int from);
    }

    private static void inBatches(List<UUID> ids, int size, NodeDatabase database, Step step) {
        for (int from = 0; from < ids.size(); from += size) {
            int first = from;
            List<UUID> batch = ids.subList(from, Math.min(ids.size(), from + size));
            database.transaction.executeWithoutResult(
                    status -> step.write(database.jdbc, batch, first));
        }
    }

    private void produce(JdbcTemplate jdbc, List<UUID> ids, int from) {
        records(jdbc, ids, from, 1, shape.noticeBytes());
        var rows = new ArrayList<Object[]>();
        for (int i = 0; i < ids.size(); i++) {
            rows.add(new Object[] {from + i, ids.get(i), from + i, "consent " + (from + i)});
        }
        jdbc.batchUpdate(
                """
                insert into outbox (record, message, partner, sequence, ordering, type, kid, created_at, due_at)
                values (?,?,'cn-350100',?,?,'xinqiao.consent.notice.v1',
                  'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',now(),now())\
                """,
                rows);
    }

    private void take(JdbcTemplate jdbc, List<UUID> ids, int from) {
        var rows = new ArrayList<Object[]>();
        OffsetDateTime until = OffsetDateTime.now(ZoneOffset.UTC).plusDays(30);
        byte[] receipt = new byte[shape.receiptBytes()];
        ThreadLocalRandom.current().nextBytes(receipt);
        for (UUID id : ids) {
            rows.add(new Object[] {id, salt, receipt, until});
        }
        jdbc.batchUpdate(
                """
                insert into answered_message (source, id, digest, status, answer, keep_until)
                values ('cn-350200',?,?,202,?,?) on conflict do nothing\
                """,
                rows);
        records(jdbc, ids, 2 * from, 0, shape.noticeBytes());
        records(jdbc, ids, 2 * from + ids.size(), 1, shape.receiptBytes());
        var known = new ArrayList<Object[]>();
        for (int i = 0; i < ids.size(); i++) {
            known.add(new Object[] {ByteBuffer.allocate(8).putLong(from + i).array()});
        }
        jdbc.batchUpdate(
                "insert into known_consent (home, ref, revision, state, effective) values ('cn-350200',?,1,'PAUSED',now())",
                known);
        jdbc.update(
                """
                insert into inbox_sequence (source, high) values ('cn-350200', ?)
                on conflict (source) do update set high = excluded.high\
                """,
                from);
    }

    private void settle(JdbcTemplate jdbc, List<UUID> ids, int from) {
        records(jdbc, ids, shape.count() + from, 0, shape.receiptBytes());
        var rows = new ArrayList<Object[]>();
        for (int i = 0; i < ids.size(); i++) {
            rows.add(new Object[] {from + i});
        }
        jdbc.batchUpdate("delete from outbox where record = ?", rows);
    }

    private void records(JdbcTemplate jdbc, List<UUID> ids, int from, int direction, int bytes) {
        var rows = new ArrayList<Object[]>();
        var entries = new ArrayList<Object[]>();
        byte[] body = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(body);
        for (int i = 0; i < ids.size(); i++) {
            rows.add(new Object[] {from + i, ids.get(i), direction, ids.get(i), salt, body});
            entries.add(new Object[] {from + i, entry});
        }
        jdbc.batchUpdate(RECORD, rows);
        jdbc.batchUpdate(PENDING, entries);
    }

    @Override
    public void close() {
        sender.close();
        receivers.forEach(NodeDatabase::close);
    }
}
