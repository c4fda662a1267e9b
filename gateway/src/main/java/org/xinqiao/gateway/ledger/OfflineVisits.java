package org.xinqiao.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.identity.NodeId;

/** Host city: the visits that were decided off line, and what their home cities say to them. */
@Repository
public class OfflineVisits {
    private final JdbcClient jdbc;

    /** The visits in a node's database. */
    public OfflineVisits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What has become of the submitted code. */
    public enum State {
        /** The home city has not answered yet. */
        WAITING,
        /** The home city has taken it. */
        TAKEN,
        /** The home city refused it: an operator must look. */
        REFUSED,
        /** An operator gave it up. */
        DISCARDED
    }

    /**
     * A visit.
     *
     * @param request the visit's id
     * @param home the home city
     * @param purpose what for
     * @param terminal where
     * @param at when it was decided
     * @param notice the notice that submits the code; the outbox shows it
     * @param state what became of that
     * @param reason why it was refused
     */
    public record OfflineVisit(
            UUID request,
            NodeId home,
            String purpose,
            String terminal,
            Instant at,
            UUID notice,
            State state,
            @Nullable String reason) {}

    /** Refused ones first, then those that wait; each the newest first. */
    public List<OfflineVisit> list(int most) {
        return jdbc.sql(
                        """
                        select * from (
                          select r.request, r.home, r.purpose, r.terminal, r.at, r.offline_notice,
                            case last.state when 'DEAD' then 'REFUSED' when 'WAITING' then 'WAITING'
                              when 'DISCARDED' then 'DISCARDED' else 'TAKEN' end as state, last.reason
                          from recognition r left join lateral (
                            with recursive sent as (
                              select message, state, reason, 1 as step from outbox
                              where message = r.offline_notice
                              union all
                              select o.message, o.state, o.reason, step + 1 from sent
                                join outbox o on o.replays = sent.message)
                            select state, reason from sent order by step desc limit 1) last on true
                          where r.offline is not null) as visit
                        order by array_position(array['REFUSED', 'WAITING'], state), at desc limit ?\
                        """)
                .param(most)
                .query(OfflineVisits::visit)
                .list();
    }

    private static OfflineVisit visit(ResultSet row, int number) throws SQLException {
        return new OfflineVisit(
                row.getObject("request", UUID.class),
                NodeId.parse(row.getString("home")),
                row.getString("purpose"),
                row.getString("terminal"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("offline_notice", UUID.class),
                State.valueOf(row.getString("state")),
                row.getString("reason"));
    }
}
