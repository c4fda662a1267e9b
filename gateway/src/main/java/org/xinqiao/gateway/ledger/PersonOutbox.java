package org.xinqiao.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.PersonNotice;
import org.xinqiao.contracts.message.PersonNotice.Kind;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.people.BenefitEvents;
import org.xinqiao.gateway.people.Use;

/**
 * What the city's platform shall tell people. A notice is written in the transaction of its cause,
 * and one cause is told once: its row stays. Where the city takes no notices, nothing is written.
 *
 * <p>Unlike a notice to a partner it is signed when it is handed over: it stays within the city,
 * its id stays the same, and a key that changed meanwhile does no harm.
 */
@Repository
public class PersonOutbox {
    private static final String HONOURED =
            """
            insert into person_notice (id, cause, kind, consent, city, benefit, at, created_at, due_at)
            select ?, 'honoured ' || d.consent || ' ' || d.source, ?, d.consent, d.source, ?, ?,
              now(), now()
            from decision d where d.request = ?
            on conflict (cause) do nothing\
            """;
    private static final String ANSWERED =
            """
            insert into person_notice (id, cause, kind, consent, city, benefit, at, created_at, due_at)
            values (?,?,?,?,?,?,?,now(),now()) on conflict (cause) do nothing\
            """;

    /** A consent that was given for less is ending from its first day: that needs no telling. */
    private static final String ENDING =
            """
            insert into person_notice (id, cause, kind, consent, city, at, created_at, due_at)
            select gen_random_uuid(), 'ending ' || ? || ' ' || id, ?, id, recipient, expires_at,
              now(), now()
            from consent
            where state in ('ACTIVE', 'PAUSED') and not spent
              and expires_at > ? and expires_at <= ?
              and granted_at < expires_at - ? * interval '1 day'
            on conflict (cause) do nothing\
            """;

    private static final String TAKE =
            """
            update person_notice
            set attempts = attempts + 1, due_at = now() + ? * interval '1 second'
            where id in (
              select id from person_notice where state = 'WAITING' and due_at <= now()
              order by due_at limit ? for update skip locked)
            returning id, kind, consent, city, benefit, at, created_at, attempts\
            """;
    private static final String LATER =
            """
            update person_notice set reason = ?, due_at = now() + ? * interval '1 millisecond'
            where id = ? and state = 'WAITING'\
            """;
    private static final String END =
            "update person_notice set state = ?, reason = ? where id = ? and state = 'WAITING'";

    private final JdbcTemplate jdbc;
    private final boolean open;

    /** The notices in a node's database. */
    public PersonOutbox(JdbcTemplate jdbc, NodeConfig config) {
        this.jdbc = jdbc;
        NodeConfig.City city = config.city();
        this.open = city != null && city.notices() != null;
    }

    /**
     * A notice on its way.
     *
     * @param id stays the same however often it is handed over
     * @param notice what it says
     * @param since when it was written
     * @param attempts how often it was handed over, this time included
     */
    public record Due(UUID id, PersonNotice notice, Instant since, int attempts) {}

    /** Codes that were honoured; only the first time of a city for a consent is told. */
    void honoured(List<BenefitEvents.Told> told) {
        if (!open) {
            return;
        }
        jdbc.batchUpdate(
                HONOURED,
                told.stream()
                        .filter(one -> BenefitEvents.honours(one.notice().event()))
                        .map(one ->
                                new Object[] {
                                    UUID.randomUUID(),
                                    Kind.HONOURED_SOMEWHERE_NEW.wire(),
                                    one.notice().benefit(),
                                    one.notice().at(),
                                    one.notice().request().value()
                                })
                        .toList());
    }

    /** An objection that was answered. */
    void answered(UUID objection, Use use, Instant at) {
        if (open) {
            jdbc.update(
                    ANSWERED,
                    UUID.randomUUID(),
                    "answered " + objection,
                    Kind.OBJECTION_ANSWERED.wire(),
                    use.consent(),
                    use.city().value(),
                    use.benefit(),
                    time(at));
        }
    }

    /** Consents that end within so many days; each is told of once. */
    void ending(int days, Instant now) {
        if (open) {
            OffsetDateTime until = time(now.plus(Duration.ofDays(days)));
            jdbc.update(ENDING, days, Kind.CONSENT_ENDING.wire(), time(now), until, days);
        }
    }

    /**
     * Takes what is due and keeps it from other instances for a while; what is not settled by then
     * is due again.
     */
    public List<Due> take(int most, Duration lease) {
        return jdbc.query(TAKE, PersonOutbox::due, lease.toSeconds(), most);
    }

    /** The platform has it. */
    public void taken(Due due) {
        jdbc.update(END, "TAKEN", null, due.id());
    }

    /** It is handed over again after a pause. */
    public void later(Due due, String why, Duration pause) {
        jdbc.update(LATER, why, pause.toMillis(), due.id());
    }

    /** It is not handed over any more. */
    public void dead(Due due, String why) {
        jdbc.update(END, "DEAD", why, due.id());
    }

    private static Due due(ResultSet row, int number) throws SQLException {
        String city = row.getString("city");
        var notice =
                new PersonNotice(
                        Kind.ofWire(row.getString("kind")).orElseThrow(),
                        row.getObject("consent", UUID.class),
                        city == null ? null : NodeId.parse(city),
                        row.getString("benefit"),
                        WireTime.of(row.getObject("at", OffsetDateTime.class).toInstant()));
        return new Due(
                row.getObject("id", UUID.class),
                notice,
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
