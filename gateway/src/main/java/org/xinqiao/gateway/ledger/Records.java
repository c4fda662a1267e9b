package org.xinqiao.gateway.ledger;

import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.message.Receipt;

/**
 * All messages that crossed the border. Each is written in the transaction of its effect, together
 * with its entry for the evidence log, which takes it in within a second.
 */
@Repository
public class Records {
    static final String INSERT =
            """
            insert into message_record (id, message, direction, source, peer, type, reply_to, salt, body, at)
            values (?,?,?,?,?,?,?,?,?,?)\
            """;

    /** Many messages in one statement, by columns. */
    private static final String INSERT_ALL =
            """
            with pending as (
              insert into log_pending (record, entry)
              select * from unnest(?::bigint[], ?::bytea[]))
            insert into message_record (id, message, direction, source, peer, type, reply_to, salt, body, at)
            select * from unnest(?::bigint[], ?::uuid[], ?::smallint[], ?::text[], ?::text[], ?::text[],
              ?::uuid[], ?::bytea[], ?::bytea[], ?::timestamptz[])\
            """;

    static final String INSERT_PENDING = "insert into log_pending (record, entry) values (?,?)";

    private static final int BLOCK = 1000;

    private final JdbcTemplate jdbc;
    private final SecureRandom random;
    private long nextId;
    private long lastId = -1;

    /** The records of a node's database. */
    public Records(JdbcTemplate jdbc, SecureRandom random) {
        this.jdbc = jdbc;
        this.random = random;
    }

    /** A new salt. */
    public byte[] salt() {
        byte[] salt = new byte[Receipt.BYTES];
        random.nextBytes(salt);
        return salt;
    }

    /**
     * Records messages; call it within the transaction of their effect.
     *
     * @return their ids, in the same order
     */
    public List<Long> add(List<Recorded> messages) {
        if (messages.isEmpty()) {
            return List.of();
        }
        List<Long> ids = messages.stream().map(_ -> nextId()).toList();
        Long[] idColumn = ids.toArray(Long[]::new);
        jdbc.update(
                INSERT_ALL,
                idColumn,
                column(messages, message -> message.entry().bytes(), byte[][]::new),
                idColumn,
                column(messages, message -> message.message().toString(), String[]::new),
                column(messages, Records::direction, Integer[]::new),
                column(messages, message -> message.source().value(), String[]::new),
                column(messages, message -> message.peer().value(), String[]::new),
                column(messages, Recorded::type, String[]::new),
                column(messages, Records::replyTo, String[]::new),
                column(messages, Recorded::salt, byte[][]::new),
                column(messages, Recorded::body, byte[][]::new),
                column(messages, message -> message.at().toString(), String[]::new));
        return ids;
    }

    private static <T> T[] column(
            List<Recorded> messages,
            Function<Recorded, ? extends @Nullable T> value,
            IntFunction<T[]> array) {
        return messages.stream().map(value).toArray(array);
    }

    private static int direction(Recorded message) {
        return message.direction() == LogEntry.Direction.SENT ? 1 : 0;
    }

    private static @Nullable String replyTo(Recorded message) {
        var replyTo = message.replyTo();
        return replyTo == null ? null : replyTo.toString();
    }

    /** The values of {@link #INSERT} and then of {@link #INSERT_PENDING}, for one message. */
    List<@Nullable Object> rows(Recorded message) {
        long id = nextId();
        var values = new ArrayList<@Nullable Object>(Arrays.asList(row(id, message)));
        values.add(id);
        values.add(message.entry().bytes());
        return values;
    }

    private static @Nullable Object[] row(long id, Recorded message) {
        var replyTo = message.replyTo();
        return new Object[] {
            id,
            message.message().value(),
            (short) direction(message),
            message.source().value(),
            message.peer().value(),
            message.type(),
            replyTo == null ? null : replyTo.value(),
            message.salt(),
            message.body(),
            message.at().atOffset(ZoneOffset.UTC)
        };
    }

    /** Ids are drawn in blocks, each by one question to the database. */
    synchronized long nextId() {
        if (nextId > lastId) {
            nextId =
                    Objects.requireNonNull(
                            jdbc.queryForObject("select nextval('record_id')", Long.class));
            lastId = nextId + BLOCK - 1;
        }
        return nextId++;
    }
}
