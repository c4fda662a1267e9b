package org.xinqiao.gateway.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.operate.Bounds;

/**
 * Which numbers ({@code xqseq}) each sender's notices had here, kept as the highest and the gaps
 * below it. A gap never refuses anything: notices arrive in any order. One that stays open shows
 * that something was left out (protocol, sections 3 and 8).
 */
@Repository
public class Numbers {
    private final JdbcClient jdbc;

    /** The numbers in a node's database. */
    public Numbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Numbers of one sender that never arrived.
     *
     * @param source the sender
     * @param low the first of them
     * @param high the last of them
     * @param since since when later ones are here
     */
    public record Gap(String source, long low, long high, Instant since) {}

    /** Notes the numbers of new notices; within the transaction that takes them. */
    void seen(List<Authentic> notices) {
        var bySource = new TreeMap<String, SortedSet<Long>>();
        Instant now = notices.getFirst().received().at();
        for (Authentic notice : notices) {
            bySource.computeIfAbsent(notice.envelope().source().value(), _ -> new TreeSet<>())
                    .add(Objects.requireNonNull(notice.envelope().sequence()));
        }
        for (Map.Entry<String, SortedSet<Long>> one : bySource.entrySet()) {
            seen(one.getKey(), one.getValue(), now.atOffset(ZoneOffset.UTC));
        }
    }

    private void seen(String source, SortedSet<Long> numbers, OffsetDateTime now) {
        long known = high(source);
        long high = known;
        for (long number : numbers) {
            if (number > high) {
                open(source, high + 1, number - 1, now);
                high = number;
            } else {
                close(source, number);
            }
        }
        if (high > known) {
            jdbc.sql("update inbox_sequence set high = ? where source = ?")
                    .param(high)
                    .param(source)
                    .update();
        }
    }

    /** Holds the sender's row until the transaction ends. */
    private long high(String source) {
        jdbc.sql("insert into inbox_sequence (source, high) values (?, 0) on conflict do nothing")
                .param(source)
                .update();
        return jdbc.sql("select high from inbox_sequence where source = ? for update")
                .param(source)
                .query(Long.class)
                .single();
    }

    private void open(String source, long low, long high, OffsetDateTime since) {
        if (low <= high) {
            jdbc.sql("insert into inbox_gap (source, low, high, since) values (?,?,?,?)")
                    .params(source, low, high, since)
                    .update();
        }
    }

    /** What was missing has come: the gap around it becomes none, one or two smaller ones. */
    private void close(String source, long number) {
        var gap =
                jdbc.sql(
                                """
                                delete from inbox_gap where source = ? and low <= ? and high >= ?
                                returning source, low, high, since\
                                """)
                        .params(source, number, number)
                        .query((row, n) ->
                                new Gap(
                                        row.getString("source"),
                                        row.getLong("low"),
                                        row.getLong("high"),
                                        row.getObject("since", OffsetDateTime.class).toInstant()))
                        .optional();
        gap.ifPresent(open -> {
            OffsetDateTime since = open.since().atOffset(ZoneOffset.UTC);
            open(source, open.low(), number - 1, since);
            open(source, number + 1, open.high(), since);
        });
    }

    /**
     * Gaps that have been open since {@code before} or longer, the oldest first; {@link
     * Bounds#PAGE_ROWS_MAX} at most.
     */
    public List<Gap> openSince(Instant before) {
        return jdbc.sql(
                        """
                        select source, low, high, since from inbox_gap where since <= ?
                        order by since, source, low limit ?\
                        """)
                .param(before.atOffset(ZoneOffset.UTC))
                .param(Bounds.PAGE_ROWS_MAX)
                .query((row, n) ->
                        new Gap(
                                row.getString("source"),
                                row.getLong("low"),
                                row.getLong("high"),
                                row.getObject("since", OffsetDateTime.class).toInstant()))
                .list();
    }
}
