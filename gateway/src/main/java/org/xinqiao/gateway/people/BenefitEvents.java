package org.xinqiao.gateway.people;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.message.BenefitNotice;

/**
 * Home city: what became of the benefits that it decided. Shown to the resident and counted for
 * limits that hold across cities; never an input to any score.
 */
@Repository
public class BenefitEvents {
    private static final String INSERT =
            """
            insert into benefit_event (request, benefit, event, quantity, at, source, told_at, consent)
            select request, ?, ?, ?, ?, ?, ?, consent from decision where request = ?
            on conflict do nothing\
            """;

    private static final String UNITS =
            """
            select e.benefit,
              coalesce(sum(e.quantity) filter (where e.event = 'GRANTED'), 0),
              coalesce(sum(e.quantity) filter (where e.event = 'USED'), 0),
              coalesce(sum(e.quantity) filter (where e.event = 'RETURNED'), 0)
            from consent c join benefit_event e on e.consent = c.id
              join decision d on d.request = e.request
            where c.subject_lookup = any(?) and d.agreement = ? and e.benefit = any(?)
              and e.quantity > 0 and not e.set_aside
            group by e.request, e.benefit\
            """;

    private final JdbcTemplate jdbc;
    private final SubjectVault vault;

    /** The events in a node's database. */
    public BenefitEvents(JdbcTemplate jdbc, SubjectVault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /**
     * An event as a host city told it.
     *
     * @param source the host city
     * @param notice what it said
     * @param at when it was received
     */
    public record Told(NodeId source, BenefitNotice notice, Instant at) {}

    /** Whether an event says that a code was honoured, and not only what became of it later. */
    public static boolean honours(BenefitNotice.Event event) {
        return switch (event) {
            case GRANTED, USED -> true;
            case RETURNED, ATTENTION -> false;
        };
    }

    /** Adds events; one that is known already, under whatever message, is not added again. */
    public void add(List<Told> told) {
        jdbc.batchUpdate(
                INSERT,
                told.stream()
                        .map(one ->
                                new Object[] {
                                    one.notice().benefit(),
                                    one.notice().event().name(),
                                    one.notice().quantity(),
                                    one.notice().at(),
                                    one.source().value(),
                                    one.at().atOffset(ZoneOffset.UTC),
                                    one.notice().request().value()
                                })
                        .toList());
    }

    /**
     * What was told of some benefits of a person, one a request, whichever city told it.
     *
     * @param benefits ids of benefits
     * @return by the benefit's id
     */
    public Map<String, List<UnitsTold>> units(
            SubjectNumber person, long agreement, Collection<String> benefits) {
        var units = new HashMap<String, List<UnitsTold>>();
        jdbc.query(
                UNITS,
                row -> {
                    units.computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                            .add(new UnitsTold(row.getLong(2), row.getLong(3), row.getLong(4)));
                },
                vault.lookups(person),
                agreement,
                benefits.toArray(String[]::new));
        return units;
    }
}
