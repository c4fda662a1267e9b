package org.xinqiao.gateway.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.operate.Bounds;

/** What an operator must see and has, or has not yet, taken note of. Nothing is ever deleted. */
@Repository
public final class Alarms {
    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

    private final JdbcClient jdbc;

    /** The alarms of a node's database. */
    public Alarms(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        meters.gauge("xinqiao.alarms.open", this, Alarms::open);
    }

    /** Raises an alarm, unless the same proof raised one before. */
    public void raise(Alarm alarm) {
        int added =
                jdbc.sql(
                                """
                                insert into alarm (id, kind, origin, at, words_zh, words_en, proof)
                                values (?,?,?,?,?,?,?::jsonb) on conflict do nothing\
                                """)
                        .param(alarm.id())
                        .param(alarm.kind().wire())
                        .param(alarm.origin())
                        .param(alarm.at().atOffset(ZoneOffset.UTC))
                        .param(alarm.wordsZh())
                        .param(alarm.wordsEn())
                        .param(alarm.proof().toString())
                        .update();
        if (added == 1) {
            LOG.error("alarm {} about {}: {}", alarm.kind().wire(), alarm.origin(), alarm.id());
        }
    }

    /** Whether something about this origin waits for an operator. */
    public boolean open(String origin) {
        return jdbc.sql(
                        """
                        select exists (select 1 from alarm
                        where origin = ? and acknowledged_at is null)\
                        """)
                .param(origin)
                .query(Boolean.class)
                .single();
    }

    /** When an operator last took note of such an alarm. */
    public Optional<Instant> acknowledged(Alarm.Kind kind, String origin) {
        return jdbc.sql(
                        """
                        select acknowledged_at from alarm
                        where kind = ? and origin = ? and acknowledged_at is not null
                        order by acknowledged_at desc limit 1\
                        """)
                .param(kind.wire())
                .param(origin)
                .query((row, n) -> instant(row, "acknowledged_at"))
                .optional()
                .map(at -> at);
    }

    /** The newest, open ones first. */
    public List<Alarm> list() {
        return jdbc.sql(
                        """
                        select * from alarm order by acknowledged_at is null desc, at desc limit ?\
                        """)
                .param(Bounds.ALARMS_LISTED_MAX)
                .query((row, n) -> alarm(row))
                .list();
    }

    /**
     * Takes note of an alarm. What was held back because of it goes on: a partner's log is watched
     * again from what it shows then. Once acknowledged, it stays so.
     *
     * @return the alarm; empty if there is none of this id
     */
    public Optional<Alarm> acknowledge(String id, String operator, Instant at) {
        jdbc.sql(
                        """
                        with noted as (
                            update alarm set acknowledged_by = ?, acknowledged_at = ?
                            where id = ? and acknowledged_at is null returning origin)
                        delete from witnessed_log where node || '/log' in (select origin from noted)\
                        """)
                .param(operator)
                .param(at.atOffset(ZoneOffset.UTC))
                .param(id)
                .update();
        return jdbc.sql("select * from alarm where id = ?")
                .param(id)
                .query((row, n) -> alarm(row))
                .optional();
    }

    private double open() {
        try {
            return jdbc.sql("select count(*) from alarm where acknowledged_at is null")
                    .query(Long.class)
                    .single();
        } catch (DataAccessException e) {
            return Double.NaN;
        }
    }

    private static Alarm alarm(ResultSet row) throws SQLException {
        try {
            return new Alarm(
                    row.getString("id"),
                    Alarm.Kind.ofWire(row.getString("kind")),
                    row.getString("origin"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getString("words_zh"),
                    row.getString("words_en"),
                    StrictJson.parseObject(row.getBytes("proof")),
                    row.getString("acknowledged_by"),
                    instant(row, "acknowledged_at"));
        } catch (MalformedJson e) {
            throw new SQLException("an alarm's proof is damaged", e);
        }
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
