package org.xinqiao.gateway.people;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.BenefitNotice;

/**
 * Home city: what became of the benefits that it decided. Shown to the resident and counted for
 * limits that hold across cities; never an input to any score.
 */
@Repository
public class BenefitEvents {
    private static final String INSERT =
            """
            insert into benefit_event (request, benefit, event, quantity, at, source, told_at)
            values (?,?,?,?,?,?,?) on conflict do nothing\
            """;

    private final JdbcTemplate jdbc;

    /** The events in a node's database. */
    public BenefitEvents(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An event as a host city told it.
     *
     * @param source the host city
     * @param notice what it said
     * @param at when it was received
     */
    public record Told(NodeId source, BenefitNotice notice, Instant at) {}

    /** Adds events; one that is known already, under whatever message, is not added again. */
    public void add(List<Told> told) {
        jdbc.batchUpdate(
                INSERT,
                told.stream()
                        .map(one ->
                                new Object[] {
                                    one.notice().request().value(),
                                    one.notice().benefit(),
                                    one.notice().event().name(),
                                    one.notice().quantity(),
                                    one.notice().at(),
                                    one.source().value(),
                                    one.at().atOffset(ZoneOffset.UTC)
                                })
                        .toList());
    }
}
