package org.xinqiao.gateway.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Home city: how often its residents' codes were honoured, by benefit, city and month. An event
 * that was set aside after an objection is not counted.
 */
@Repository
public class BenefitStatistics {
    private static final ZoneId CALENDAR = ZoneId.of("Asia/Shanghai");
    private static final String COUNT =
            """
            select benefit, source, to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
              count(*) filter (where event = 'GRANTED') as granted,
              coalesce(sum(quantity) filter (where event = 'GRANTED'), 0) as granted_units,
              count(*) filter (where event = 'USED') as used,
              coalesce(sum(quantity) filter (where event = 'USED'), 0) as used_units,
              count(*) filter (where event = 'RETURNED') as returned,
              coalesce(sum(quantity) filter (where event = 'RETURNED'), 0) as returned_units,
              count(*) filter (where event = 'ATTENTION') as attention
            from benefit_event
            where at >= ? and at < ? and not set_aside
            group by 1, 2, 3 order by 3, 2, 1\
            """;

    private final JdbcClient jdbc;

    /** The statistics of a node's database. */
    public BenefitStatistics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The counts of some months, both included: by month, then city, then benefit. */
    public List<BenefitCount> count(YearMonth from, YearMonth to) {
        return jdbc.sql(COUNT)
                .params(start(from), start(to.plusMonths(1)))
                .query(BenefitStatistics::count)
                .list();
    }

    private static OffsetDateTime start(YearMonth month) {
        return month.atDay(1).atStartOfDay(CALENDAR).toOffsetDateTime();
    }

    private static BenefitCount count(ResultSet row, int number) throws SQLException {
        return new BenefitCount(
                row.getString("benefit"),
                row.getString("source"),
                YearMonth.parse(row.getString("month")),
                tally(row, "granted"),
                tally(row, "used"),
                tally(row, "returned"),
                row.getLong("attention"));
    }

    private static BenefitCount.Tally tally(ResultSet row, String event) throws SQLException {
        return new BenefitCount.Tally(row.getLong(event), row.getLong(event + "_units"));
    }
}
