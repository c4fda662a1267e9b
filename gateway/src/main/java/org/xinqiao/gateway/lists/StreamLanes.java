package org.xinqiao.gateway.lists;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.stream.StreamName;

/**
 * Own streams from the side of whoever sends them: one lane a stream and partner, held by one
 * instance at a time under a lease. Times of the lease are the database's, so that instances with
 * different clocks agree.
 *
 * <p>Each holder has a higher token than the one before. Whoever lost the lease without noticing
 * may send a batch once more, which a receiver does not mind, but can no longer write.
 */
@Repository
public class StreamLanes {
    /** How long a lease holds without being renewed; longer than sending one batch takes. */
    public static final Duration LEASE = Duration.ofSeconds(90);

    private static final String ROUTED =
            """
            insert into stream_delivery (stream, partner, routed)
            select id, unnest(?::text[]), true from stream where name = ?
            on conflict (stream, partner) do update set routed = true
            where not stream_delivery.routed\
            """;
    private static final String UNROUTED =
            """
            update stream_delivery set routed = false
            where routed and not (partner = any(?)) and stream = (select id from stream where name = ?)\
            """;
    private static final String DUE =
            """
            select s.name, d.partner from stream_delivery d join stream s on s.id = d.stream
            where d.routed and s.stopped is null and d.due_at <= now()
              and (d.acked < s.seq or d.stated < s.seq and s.state_seq = s.seq
                   and s.statement is not null)
              and (d.lease_until <= now() or d.owner = ?)\
            """;
    private static final String TAKE =
            """
            update stream_delivery d
            set owner = ?, token = token + 1, lease_until = now() + ? * interval '1 second'
            from stream s
            where s.id = d.stream and s.name = ? and d.partner = ? and d.routed
              and d.due_at <= now() and (d.lease_until <= now() or d.owner = ?)
            returning d.stream, d.token, d.acked, d.sent, d.failures\
            """;
    private static final String SENDING =
            """
            insert into stream_delivery (stream, partner, routed, sent) values (?,?,false,?)
            on conflict (stream, partner) do update
            set sent = greatest(stream_delivery.sent, excluded.sent)\
            """;
    private static final String HAS =
            """
            insert into stream_delivery (stream, partner, routed, acked, sent) values (?,?,false,?,?)
            on conflict (stream, partner) do update
            set acked = greatest(stream_delivery.acked, excluded.acked),
              sent = greatest(stream_delivery.sent, excluded.sent)\
            """;
    private static final String ACKED =
            """
            update stream_delivery set acked = ?, stated = greatest(stated, ?), receipt = ?,
              receipt_at = ?, changes = changes + greatest(0, ? - acked), millis = millis + ?,
              failures = 0, trouble = null, due_at = now(),
              lease_until = now() + ? * interval '1 second'
            where stream = ? and partner = ? and token = ?\
            """;
    private static final String RESET =
            """
            update stream_delivery set acked = ?, lease_until = now() + ? * interval '1 second'
            where stream = ? and partner = ? and token = ?\
            """;
    private static final String BACK_OFF =
            """
            update stream_delivery set failures = failures + 1, trouble = ?, owner = '',
              lease_until = now(), due_at = now() + ? * interval '1 millisecond'
            where stream = ? and partner = ? and token = ?\
            """;
    private static final String RELEASE =
            """
            update stream_delivery set owner = '', lease_until = now()
            where stream = ? and partner = ? and token = ?\
            """;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    /** The lanes of a node's database. */
    public StreamLanes(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A stream on its way to a partner. */
    public record Lane(StreamName stream, NodeId partner) {}

    /**
     * A lane held by this instance.
     *
     * @param lane which one
     * @param id the stream's number in the database
     * @param token proves that it is still held
     * @param acked up to which change the partner has it
     * @param sent up to which change something may have been sent to it
     * @param failures how often in a row it did not work
     */
    public record Held(Lane lane, int id, long token, long acked, long sent, int failures) {
        /** The same once it is written that more may be sent. */
        public Held noted(long newSent) {
            return new Held(lane, id, token, acked, newSent, failures);
        }

        /** The same after more was acknowledged. */
        Held at(long newAcked) {
            return new Held(lane, id, token, newAcked, sent, 0);
        }
    }

    /**
     * How far a partner is.
     *
     * @param lane which one
     * @param routed whether it is on the way at all; else only recalls matter
     * @param acked up to which change it has the stream
     * @param stated up to which change it has seen a statement about the state
     * @param receiptAt when it answered last
     * @param due when it is tried again, where it is in trouble
     * @param failures how often in a row it did not work
     * @param trouble why not
     * @param changes how many changes it took
     * @param millis how long that took in all
     */
    public record Progress(
            Lane lane,
            boolean routed,
            long acked,
            long stated,
            @Nullable Instant receiptAt,
            Instant due,
            int failures,
            @Nullable String trouble,
            long changes,
            long millis) {}

    /** From now on a stream goes to exactly these partners. */
    public void route(StreamName stream, Collection<NodeId> partners) {
        String[] names = partners.stream().map(NodeId::value).toArray(String[]::new);
        jdbc.update(ROUTED, names, stream.value());
        jdbc.update(UNROUTED, names, stream.value());
    }

    /** Lanes in which something is due and which are free, or held by the asker. */
    public List<Lane> due(String owner) {
        return jdbc.query(DUE, (row, n) -> lane(row), owner);
    }

    /** Takes a lane, unless another instance holds it or it is to be left alone. */
    public Optional<Held> take(Lane lane, String owner) {
        return jdbc
                .query(
                        TAKE,
                        (row, n) ->
                                new Held(
                                        lane,
                                        row.getInt(1),
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getLong(4),
                                        row.getInt(5)),
                        owner,
                        LEASE.toSeconds(),
                        lane.stream().value(),
                        lane.partner().value(),
                        owner)
                .stream()
                .findFirst();
    }

    /**
     * From now on a partner may have what an own stream carries up to a change: known before the
     * first byte is read that goes there, so that it hears of every recall from then on. It waits
     * for whoever just recalls something in the stream, and then reads the files without it.
     */
    public void sending(int stream, NodeId partner, long to) {
        transaction.executeWithoutResult(status -> {
            jdbc.query("select 1 from stream where id = ? for share", row -> {}, stream);
            jdbc.update(SENDING, stream, partner.value(), to);
        });
    }

    /** A partner has an own stream up to here, as it says itself; never less than was known. */
    public void has(int stream, NodeId partner, long changes) {
        jdbc.update(HAS, stream, partner.value(), changes, changes);
    }

    /** Up to where the partner has an own stream who is furthest; 0 if nobody has anything. */
    public long furthest(int stream) {
        Long most =
                jdbc.queryForObject(
                        "select max(acked) from stream_delivery where stream = ?",
                        Long.class,
                        stream);
        return most == null ? 0 : most;
    }

    /**
     * The partner has the stream up to here.
     *
     * @param stated the change after which its statement was sent along; 0 if none was
     * @param receipt its answer
     * @param millis how long that took
     * @return the lane, still held; empty if it was lost: then nothing is written
     */
    public Optional<Held> acked(
            Held held, long acked, long stated, byte[] receipt, long millis, Instant now) {
        int written =
                jdbc.update(
                        ACKED,
                        acked,
                        stated,
                        receipt,
                        now.atOffset(ZoneOffset.UTC),
                        acked,
                        millis,
                        LEASE.toSeconds(),
                        held.id(),
                        held.lane().partner().value(),
                        held.token());
        return written == 1 ? Optional.of(held.at(acked)) : Optional.empty();
    }

    /**
     * Whether the partner has seen a statement about the state after this change, or a later one.
     */
    public boolean stated(Held held, long seq) {
        return Boolean.TRUE.equals(
                jdbc.queryForObject(
                        "select stated >= ? from stream_delivery where stream = ? and partner = ?",
                        Boolean.class,
                        seq,
                        held.id(),
                        held.lane().partner().value()));
    }

    /** The partner has less, or more, than was thought; it said so itself. */
    public Optional<Held> reset(Held held, long has) {
        int written =
                jdbc.update(
                        RESET,
                        has,
                        LEASE.toSeconds(),
                        held.id(),
                        held.lane().partner().value(),
                        held.token());
        return written == 1 ? Optional.of(held.at(has)) : Optional.empty();
    }

    /** Gives a lane back for a while. */
    public void backOff(Held held, String why, Duration pause) {
        jdbc.update(
                BACK_OFF,
                why,
                pause.toMillis(),
                held.id(),
                held.lane().partner().value(),
                held.token());
    }

    /** Gives a lane back. */
    public void release(Held held) {
        jdbc.update(RELEASE, held.id(), held.lane().partner().value(), held.token());
    }

    /** A partner is asked again at once, whatever the trouble was. */
    public void wake(Lane lane) {
        jdbc.update(
                """
                update stream_delivery set due_at = now()
                where partner = ? and stream = (select id from stream where name = ?)\
                """,
                lane.partner().value(),
                lane.stream().value());
    }

    /** How far everybody is. */
    public List<Progress> progress() {
        return jdbc.query(
                """
                select d.*, s.name from stream_delivery d join stream s on s.id = d.stream
                order by s.name, d.partner\
                """,
                (row, n) -> progress(row));
    }

    /** The last receipt of a partner. */
    public Optional<byte[]> receipt(Lane lane) {
        return jdbc
                .query(
                        """
                        select d.receipt from stream_delivery d join stream s on s.id = d.stream
                        where s.name = ? and d.partner = ? and d.receipt is not null\
                        """,
                        (row, n) -> Objects.requireNonNull(row.getBytes(1)),
                        lane.stream().value(),
                        lane.partner().value())
                .stream()
                .findFirst();
    }

    private static Lane lane(ResultSet row) throws SQLException {
        return new Lane(
                StreamName.parse(row.getString("name")).orElseThrow(),
                NodeId.parse(row.getString("partner")));
    }

    private static Progress progress(ResultSet row) throws SQLException {
        OffsetDateTime receiptAt = row.getObject("receipt_at", OffsetDateTime.class);
        return new Progress(
                lane(row),
                row.getBoolean("routed"),
                row.getLong("acked"),
                row.getLong("stated"),
                receiptAt == null ? null : receiptAt.toInstant(),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                row.getInt("failures"),
                row.getString("trouble"),
                row.getLong("changes"),
                row.getLong("millis"));
    }
}
