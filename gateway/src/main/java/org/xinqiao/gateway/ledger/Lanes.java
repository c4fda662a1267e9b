package org.xinqiao.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.gateway.lists.ToldRecalls;

/**
 * The outbox from the side of whoever delivers: one lane a partner, held by one instance at a time
 * under a lease. Times are the database's, so that instances with different clocks agree.
 *
 * <p>Each holder has a higher token than the one before. Whoever lost the lease without noticing
 * may send bytes once more, which a receiver does not mind, but can no longer write.
 */
@Repository
public class Lanes {
    /** How long a lease holds without being renewed; longer than a round and its settling take. */
    public static final Duration LEASE = Duration.ofSeconds(10);

    /** Why a lane rests whose partner did not answer; any answer of theirs ends it. */
    public static final String OUT_OF_REACH = "out of reach";

    private static final String WORK =
            """
            select partner, due_at > now() as resting from outbox_lane lane
            where due_at > now() and trouble = ?
              or due_at <= now() and (lease_until <= now() or owner = ?)
              and exists (select 1 from outbox where outbox.partner = lane.partner
                          and state = 'WAITING' and outbox.due_at <= now())\
            """;
    private static final String WAKE =
            """
            update outbox_lane set due_at = now()
            where partner = ? and due_at > now() and trouble = ?\
            """;
    private static final String TAKE =
            """
            update outbox_lane
            set owner = ?, token = token + 1, lease_until = now() + ? * interval '1 second'
            where partner = ? and due_at <= now() and (lease_until <= now() or owner = ?)
            returning token\
            """;

    /**
     * Written so that it has one good plan, along the lane's index: on a table that fills and
     * empties all day the planner's numbers are never right, and a join would read all that waits.
     */
    private static final String NEXT =
            """
            select o.*, (select r.body from message_record r where r.id = o.record) as body
            from outbox o
            where o.partner = ? and o.state = 'WAITING' and o.due_at <= now()
              and (
                select before.record from outbox before
                where before.partner = o.partner and before.ordering = o.ordering
                  and before.state = 'WAITING' and before.sequence < o.sequence
                  and before.due_at > now()
                limit 1) is null
            order by o.sequence limit ?\
            """;

    private static final String RENEW =
            """
            update outbox_lane set lease_until = now() + ? * interval '1 second', failures = 0,
              due_at = now(), trouble = null
            where partner = ? and token = ?\
            """;
    private static final String BACK_OFF =
            """
            update outbox_lane set failures = failures + 1, trouble = ?, owner = '',
              lease_until = now(), due_at = now() + ? * interval '1 millisecond'
            where partner = ? and token = ?\
            """;
    private static final String RELEASE =
            """
            update outbox_lane set owner = '', lease_until = now()
            where partner = ? and token = ?\
            """;
    private static final String LATER =
            """
            update outbox set attempts = attempts + 1, reason = ?,
              due_at = now() + ? * interval '1 millisecond'
            where record = ?\
            """;
    private static final String DEAD =
            "update outbox set state = 'DEAD', attempts = attempts + 1, reason = ? where record = ?";

    private final JdbcTemplate jdbc;
    private final Records records;
    private final ToldRecalls recalls;
    private final TransactionTemplate transaction;

    /** The lanes of a node's database. */
    public Lanes(
            JdbcTemplate jdbc,
            Records records,
            ToldRecalls recalls,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.records = records;
        this.recalls = recalls;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * A lane held by this instance.
     *
     * @param partner to whom it leads
     * @param token proves that it is still held
     * @param failures how often in a row the partner was out of reach
     */
    public record Held(NodeId partner, long token, int failures) {}

    /** What became of one notice. */
    public sealed interface Outcome {
        /** Which notice. */
        Waiting notice();

        /** Its receipt is here. */
        record Delivered(Waiting notice, Recorded receipt) implements Outcome {}

        /** It is tried again. */
        record Later(Waiting notice, String why, Duration pause) implements Outcome {}

        /**
         * It is not tried again until an operator says so; the refusal is kept if it was signed.
         */
        record Dead(Waiting notice, String why, @Nullable Recorded refusal) implements Outcome {}
    }

    /**
     * What there is to do.
     *
     * @param work partners for whom something is due and whose lane is free, or held by the asker
     * @param resting partners who are left alone for a while because they did not answer
     */
    public record Due(List<NodeId> work, Set<NodeId> resting) {}

    /** What is due for an instance, and who rests. */
    public Due due(String owner) {
        var work = new ArrayList<NodeId>();
        var resting = new HashSet<NodeId>();
        jdbc.query(
                WORK,
                row -> {
                    NodeId partner = NodeId.parse(row.getString("partner"));
                    (row.getBoolean("resting") ? resting : work).add(partner);
                },
                OUT_OF_REACH,
                owner);
        return new Due(work, resting);
    }

    /** Ends the rest of a partner who did not answer before, and does now. */
    public void wake(NodeId partner) {
        jdbc.update(WAKE, partner.value(), OUT_OF_REACH);
    }

    /** Takes a lane, unless another instance holds it or its partner is to be left alone. */
    public Optional<Held> take(NodeId partner, String owner) {
        return jdbc
                .query(
                        TAKE + ", failures",
                        (row, n) -> new Held(partner, row.getLong(1), row.getInt(2)),
                        owner,
                        LEASE.toSeconds(),
                        partner.value(),
                        owner)
                .stream()
                .findFirst();
    }

    /**
     * The next notices of a lane, in their order. None is among them that must wait for one before
     * it.
     */
    public List<Waiting> next(Held lane, int most) {
        return jdbc.query(NEXT, Lanes::waiting, lane.partner().value(), most);
    }

    /**
     * Writes what became of notices, all together, and keeps the lane.
     *
     * @return false if the lane was lost: then nothing is written
     */
    public boolean settle(Held lane, List<Outcome> outcomes) {
        return Boolean.TRUE.equals(
                transaction.execute(status -> {
                    if (jdbc.update(RENEW, LEASE.toSeconds(), lane.partner().value(), lane.token())
                            == 0) {
                        return false;
                    }
                    write(outcomes);
                    return true;
                }));
    }

    private void write(List<Outcome> outcomes) {
        var kept = new ArrayList<Recorded>();
        var delivered = new ArrayList<Long>();
        var later = new ArrayList<Object[]>();
        var dead = new ArrayList<Object[]>();
        for (Outcome outcome : outcomes) {
            long record = outcome.notice().record();
            switch (outcome) {
                case Outcome.Delivered done -> {
                    kept.add(done.receipt());
                    delivered.add(record);
                }
                case Outcome.Later wait ->
                        later.add(new Object[] {wait.why(), wait.pause().toMillis(), record});
                case Outcome.Dead gone -> {
                    if (gone.refusal() != null) {
                        kept.add(gone.refusal());
                    }
                    dead.add(new Object[] {gone.why(), record});
                }
            }
        }
        records.add(kept);
        List<UUID> recalled = recalls(outcomes);
        if (!recalled.isEmpty()) {
            recalls.acknowledged(recalled);
        }
        if (!delivered.isEmpty()) {
            jdbc.update(
                    "delete from outbox where record = any(?)",
                    (Object) delivered.toArray(Long[]::new));
        }
        jdbc.batchUpdate(LATER, later);
        jdbc.batchUpdate(DEAD, dead);
    }

    private static List<UUID> recalls(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(Outcome.Delivered.class::isInstance)
                .map(Outcome::notice)
                .filter(notice -> notice.type().equals(MessageType.RECALL_NOTICE.wire()))
                .map(Waiting::message)
                .toList();
    }

    /** Gives a lane back for a while, because the partner is out of reach. */
    public void backOff(Held lane, String why, Duration pause) {
        jdbc.update(BACK_OFF, why, pause.toMillis(), lane.partner().value(), lane.token());
    }

    /** Gives a lane back. */
    public void release(Held lane) {
        jdbc.update(RELEASE, lane.partner().value(), lane.token());
    }

    private static Waiting waiting(ResultSet row, int number) throws SQLException {
        return new Waiting(
                row.getLong("record"),
                row.getObject("message", UUID.class),
                NodeId.parse(row.getString("partner")),
                row.getLong("sequence"),
                row.getString("ordering"),
                row.getString("type"),
                row.getString("kid"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"),
                row.getBytes("body"));
    }
}
