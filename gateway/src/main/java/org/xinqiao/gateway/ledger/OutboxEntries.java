package org.xinqiao.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.gateway.ledger.OutboxEntry.Settled;
import org.xinqiao.gateway.ledger.OutboxEntry.State;

/**
 * The outbox as its operator sees it. Changes of consents stand first: until they are acknowledged,
 * a partner may go on relying on what is no longer so.
 */
@Repository
public class OutboxEntries {
    private static final String RANK = "(type <> '" + MessageType.CONSENT_NOTICE.wire() + "')::int";
    private static final String LANES =
            """
            select lane.*, lane.lease_until > now() as held,
              count(outbox) filter (where state = 'WAITING') as waiting,
              count(outbox) filter (where state = 'DEAD') as dead,
              min(created_at) as oldest
            from outbox_lane lane left join outbox
              on outbox.partner = lane.partner and state in ('WAITING', 'DEAD')
            group by lane.partner order by lane.partner\
            """;

    private final JdbcClient jdbc;

    /** The outbox of a node's database. */
    public OutboxEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Which entries are asked for; each condition that is null or empty leaves all.
     *
     * @param states their states
     * @param partner for whom
     * @param type their type
     * @param before signed before this
     */
    public record Filter(
            Set<State> states,
            @Nullable NodeId partner,
            @Nullable String type,
            @Nullable Instant before) {
        /** Keeps its own copy of the states. */
        public Filter {
            states = Set.copyOf(states);
        }
    }

    /**
     * Where a page of the list begins: after this entry.
     *
     * @param rank 0 among changes of consents, 1 among all others
     * @param message the entry's id
     */
    public record Position(int rank, UUID message) {
        /** The position of an entry. */
        public static Position of(OutboxEntry entry) {
            int rank = entry.type().equals(MessageType.CONSENT_NOTICE.wire()) ? 0 : 1;
            return new Position(rank, entry.message());
        }
    }

    /** Changes of consents first, then the rest; each the oldest first. */
    public List<OutboxEntry> list(Filter filter, @Nullable Position after, int most) {
        var sql = new StringBuilder("select * from outbox where true");
        var values = new ArrayList<Object>();
        if (!filter.states().isEmpty()) {
            sql.append(" and state = any(?)");
            values.add(filter.states().stream().map(State::name).toArray(String[]::new));
        }
        if (filter.partner() != null) {
            sql.append(" and partner = ?");
            values.add(filter.partner().value());
        }
        if (filter.type() != null) {
            sql.append(" and type = ?");
            values.add(filter.type());
        }
        if (filter.before() != null) {
            sql.append(" and created_at < ?");
            values.add(filter.before().atOffset(ZoneOffset.UTC));
        }
        if (after != null) {
            sql.append(" and (").append(RANK).append(", message) > (?, ?)");
            values.add(after.rank());
            values.add(after.message());
        }
        sql.append(" order by ").append(RANK).append(", message limit ?");
        values.add(most);
        return jdbc.sql(sql.toString()).params(values).query(OutboxEntries::entry).list();
    }

    /**
     * How delivery to one partner goes.
     *
     * @param partner the partner
     * @param waiting notices that wait
     * @param dead notices that an operator must decide about
     * @param oldest when the oldest of both was signed
     * @param failures how often in a row the partner was out of reach
     * @param trouble what is wrong with the partner, while it is left alone
     * @param due when it is tried next
     * @param holder the instance that delivers just now
     */
    public record Lane(
            NodeId partner,
            long waiting,
            long dead,
            @Nullable Instant oldest,
            int failures,
            @Nullable String trouble,
            Instant due,
            @Nullable String holder) {}

    /** All lanes, by partner. */
    public List<Lane> lanes() {
        return jdbc.sql(LANES)
                .query((row, n) ->
                        new Lane(
                                NodeId.parse(row.getString("partner")),
                                row.getLong("waiting"),
                                row.getLong("dead"),
                                instant(row, "oldest"),
                                row.getInt("failures"),
                                row.getString("trouble"),
                                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                                row.getBoolean("held") ? row.getString("owner") : null))
                .list();
    }

    private static OutboxEntry entry(ResultSet row, int number) throws SQLException {
        Instant settled = instant(row, "settled_at");
        return new OutboxEntry(
                row.getObject("message", UUID.class),
                NodeId.parse(row.getString("partner")),
                row.getLong("sequence"),
                row.getString("type"),
                State.valueOf(row.getString("state")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                row.getString("reason"),
                row.getObject("replays", UUID.class),
                settled == null
                        ? null
                        : new Settled(
                                row.getString("settled_by"), settled, row.getString("words")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
