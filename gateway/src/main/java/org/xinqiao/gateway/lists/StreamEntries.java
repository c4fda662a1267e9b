package org.xinqiao.gateway.lists;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.log.Frontier;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.stream.BadBatch;
import org.xinqiao.contracts.stream.Content;
import org.xinqiao.contracts.stream.RangeSums.Element;
import org.xinqiao.contracts.stream.StateTree;

/**
 * What is the case by a stream now: one row a key. Changes come in by COPY, straight into the table
 * as long as all keys are new, by way of a staging table and one merge otherwise.
 */
@Repository
public class StreamEntries {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final int ROWS_AT_ONCE = 5_000;

    private static final String DIRECT =
            """
            copy stream_entry (stream, key, seq, place, high, low, leaf, form, body, subject)
            from stdin with (format binary)\
            """;
    private static final String STAGING =
            """
            create temp table if not exists stream_staging (
              stream int, key text collate "C", seq bigint, place bigint, high bigint, low bigint,
              leaf bytea, form smallint, body bytea, subject bytea) on commit delete rows\
            """;
    private static final String STAGE =
            """
            copy stream_staging (stream, key, seq, place, high, low, leaf, form, body, subject)
            from stdin with (format binary)\
            """;

    /** The last change of a key counts; without a leaf it ends the key. */
    private static final String MERGE =
            """
            with last as (
              select distinct on (key) * from stream_staging order by key, seq desc),
            gone as (
              delete from stream_entry e using last
              where e.stream = ? and e.key = last.key and last.leaf is null returning 1),
            merged as (
              insert into stream_entry
                (stream, key, seq, place, high, low, leaf, form, body, subject)
              select stream, key, seq, place, high, low, leaf, form, body, subject from last
              where leaf is not null
              on conflict (stream, key) do update set seq = excluded.seq, high = excluded.high,
                low = excluded.low, leaf = excluded.leaf, form = excluded.form,
                body = excluded.body, subject = excluded.subject
              returning (xmax = 0) as fresh)
            select (select count(*) from gone), count(*) filter (where fresh), count(*) from merged\
            """;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate reading;

    /** Streams whose last batch changed keys that were there: for them trying is a waste. */
    private final Set<Integer> changing = ConcurrentHashMap.newKeySet();

    /** The entries of a node's database. */
    public StreamEntries(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.reading = new TransactionTemplate(transactions);
    }

    /**
     * One key after a change.
     *
     * @param key the key
     * @param seq the change
     * @param leaf its leaf in the state; null where there is no entry any more
     * @param content what it carries; null where it is set aside
     * @param subject by which it is found; null where it is not
     */
    @SuppressWarnings("ArrayRecordComponent") // written once and never compared
    public record Row(
            String key,
            long seq,
            @Nullable Hash leaf,
            @Nullable Content content,
            byte @Nullable [] subject) {}

    /** An entry that is there. */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are handed on
    public record Held(String stream, String key, long seq, Hash leaf, @Nullable Content content) {}

    /** Takes rows, one after another. */
    public interface Sink {
        /** The next one. */
        void take(Row row);
    }

    /** Hands over all rows; called once more, from the beginning, where the first way was wrong. */
    public interface Source {
        /** Hands them to the sink, in the order of their changes. */
        void into(Sink sink) throws IOException, BadBatch;
    }

    /**
     * Applies changes within the caller's transaction.
     *
     * @return by how many keys there are more now
     * @throws BadBatch if the source found out that it is none; the transaction must not commit
     */
    public long apply(KeptStream held, Source source) throws IOException, BadBatch {
        Outcome outcome =
                Objects.requireNonNull(
                        jdbc.execute(
                                (ConnectionCallback<Outcome>)
                                        connection -> applied(connection, held.id(), source)));
        if (outcome.bad() != null) {
            throw outcome.bad();
        }
        return outcome.more();
    }

    private record Outcome(long more, @Nullable BadBatch bad) {}

    private Outcome applied(Connection connection, int stream, Source source) throws SQLException {
        try {
            if (!changing.contains(stream)) {
                Optional<Long> fresh = direct(connection, stream, source);
                if (fresh.isPresent()) {
                    return new Outcome(fresh.get(), null);
                }
                changing.add(stream);
            }
            return new Outcome(merged(connection, stream, source), null);
        } catch (BadBatch e) {
            return new Outcome(0, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Thrown through the reader of a batch: the rows must go the other way. */
    private static final class NotFresh extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotFresh() {
            super("", null, false, false);
        }
    }

    private static Optional<Long> direct(Connection connection, int stream, Source source)
            throws SQLException, IOException, BadBatch {
        Savepoint before = connection.setSavepoint();
        try (var rows = new CopyRows(connection, DIRECT)) {
            source.into(row -> {
                if (row.leaf() == null) {
                    throw new NotFresh();
                }
                write(rows, stream, row);
            });
            long fresh = rows.end();
            connection.releaseSavepoint(before);
            return Optional.of(fresh);
        } catch (NotFresh e) {
            // told below
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
        } catch (NotWritten e) {
            if (!UNIQUE_VIOLATION.equals(e.cause.getSQLState())) {
                throw e.cause;
            }
        }
        connection.rollback(before);
        return Optional.empty();
    }

    private long merged(Connection connection, int stream, Source source)
            throws SQLException, IOException, BadBatch {
        try (var statement = connection.createStatement()) {
            statement.execute(STAGING);
        }
        try (var rows = new CopyRows(connection, STAGE)) {
            source.into(row -> write(rows, stream, row));
            rows.end();
        } catch (NotWritten e) {
            throw e.cause;
        }
        try (PreparedStatement merge = connection.prepareStatement(MERGE)) {
            merge.setInt(1, stream);
            try (ResultSet counts = merge.executeQuery()) {
                counts.next();
                long gone = counts.getLong(1);
                long fresh = counts.getLong(2);
                if (gone == 0 && fresh == counts.getLong(3)) {
                    changing.remove(stream);
                }
                return fresh - gone;
            }
        } finally {
            try (var statement = connection.createStatement()) {
                statement.execute("truncate stream_staging");
            }
        }
    }

    /** Carries the database's fault through a reader that knows of none. */
    private static final class NotWritten extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final SQLException cause;

        NotWritten(SQLException cause) {
            super(cause);
            this.cause = cause;
        }
    }

    private static void write(CopyRows rows, int stream, Row row) {
        Content content = row.content();
        Hash leaf = row.leaf();
        // What sums there are of nothing is never read.
        Element element = Element.of(row.key(), leaf == null ? Hash.EMPTY_TREE : leaf);
        try {
            rows.row(10)
                    .integer(stream)
                    .text(row.key())
                    .number(row.seq())
                    .number(element.place())
                    .number(element.high())
                    .number(element.low())
                    .bytes(leaf == null ? null : leaf.bytes())
                    .small(content == null ? Form.ERASED.number() : Form.of(content).number())
                    .bytes(content == null || leaf == null ? null : Form.bytes(content))
                    .bytes(row.subject());
        } catch (SQLException e) {
            throw new NotWritten(e);
        }
    }

    /**
     * Puts an entry in use that was set aside, as long as its change is still the last of its key.
     *
     * @return whether it is
     */
    public boolean use(
            KeptStream held, String key, long seq, Content content, byte @Nullable [] subject) {
        return jdbc.update(
                        """
                        update stream_entry set form = ?, body = ?, subject = ?
                        where stream = ? and key = ? and seq = ? and body is null\
                        """,
                        Form.of(content).number(),
                        Form.bytes(content),
                        subject,
                        held.id(),
                        key,
                        seq)
                == 1;
    }

    /**
     * Ends the use of what a key was given before a change; its hash goes on counting until the
     * stream itself comes to that change.
     */
    void erase(KeptStream held, String key, long before) {
        jdbc.update(
                """
                update stream_entry set body = null, subject = null
                where stream = ? and key = ? and seq < ?\
                """,
                held.id(),
                key,
                before);
    }

    /**
     * The root over everything that is in a stream now; it reads every key once. Within a
     * transaction that holds the stream it is the root of exactly that place.
     */
    public Hash root(int stream) {
        return Objects.requireNonNull(
                reading.execute(status -> {
                    var tree = new StateTree();
                    var reader = new JdbcTemplate(Objects.requireNonNull(jdbc.getDataSource()));
                    reader.setFetchSize(ROWS_AT_ONCE);
                    reader.query(
                            "select key, leaf from stream_entry where stream = ? order by key",
                            row -> {
                                tree.add(row.getString(1), Hash.of(row.getBytes(2)));
                            },
                            stream);
                    return tree.root();
                }));
    }

    /** The root over the hashes of an own stream's changes up to one. */
    public Hash logRoot(int stream, long to) {
        return Objects.requireNonNull(
                reading.execute(status -> {
                    var log = new Frontier();
                    var reader = new JdbcTemplate(Objects.requireNonNull(jdbc.getDataSource()));
                    reader.setFetchSize(ROWS_AT_ONCE);
                    reader.query(
                            "select leaf from stream_change where stream = ? and seq <= ? order by seq",
                            row -> {
                                log.append(Hash.of(row.getBytes(1)), (level, index, hash) -> {});
                            },
                            stream,
                            to);
                    return log.root();
                }));
    }

    /** How many keys a stream has, counted. */
    public long count(int stream) {
        return Objects.requireNonNull(
                jdbc.queryForObject(
                        "select count(*) from stream_entry where stream = ?", Long.class, stream));
    }

    /** The entries at places; those without a body are left out. */
    public List<Held> at(KeptStream stream, List<Long> places) {
        return jdbc.query(
                """
                select * from stream_entry
                where stream = ? and place = any(?) and body is not null order by key\
                """,
                (row, n) -> held(stream.name().value(), row),
                stream.id(),
                places.toArray(Long[]::new));
    }

    /** Takes away what stands at a place. */
    public void remove(KeptStream stream, long place) {
        jdbc.update("delete from stream_entry where stream = ? and place = ?", stream.id(), place);
    }

    /** Puts one row, by itself. */
    public void put(KeptStream stream, Row row) {
        Content content = row.content();
        Hash leaf = Objects.requireNonNull(row.leaf());
        Element element = Element.of(row.key(), leaf);
        jdbc.update(
                """
                insert into stream_entry
                  (stream, key, seq, place, high, low, leaf, form, body, subject)
                values (?,?,?,?,?,?,?,?,?,?)\
                """,
                stream.id(),
                row.key(),
                row.seq(),
                element.place(),
                element.high(),
                element.low(),
                leaf.bytes(),
                content == null ? Form.ERASED.number() : Form.of(content).number(),
                content == null ? null : Form.bytes(content),
                row.subject());
    }

    /** The entry of a key. */
    public Optional<Held> find(KeptStream stream, String key) {
        return jdbc
                .query(
                        "select * from stream_entry where stream = ? and key = ?",
                        (row, n) -> held(stream.name().value(), row),
                        stream.id(),
                        key)
                .stream()
                .findFirst();
    }

    /** Everything that is in use about an organisation or, by its keyed hash, a person. */
    public List<Held> about(byte[] subject, int most) {
        return new ArrayList<>(
                jdbc.query(
                        """
                        select s.name, e.* from stream_entry e join stream s on s.id = e.stream
                        where e.subject = ? and e.body is not null order by s.name, e.key limit ?\
                        """,
                        (row, n) -> held(row.getString("name"), row),
                        subject,
                        most));
    }

    /** By which an organisation's entries are found. */
    public static byte[] organisation(String code) {
        return code.getBytes(StandardCharsets.US_ASCII);
    }

    private static Held held(String stream, ResultSet row) throws SQLException {
        byte[] body = row.getBytes("body");
        return new Held(
                stream,
                row.getString("key"),
                row.getLong("seq"),
                Hash.of(row.getBytes("leaf")),
                body == null ? null : Form.of(row.getInt("form")).content(body));
    }
}
