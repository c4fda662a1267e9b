package org.xinqiao.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.identity.NodeId;
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
    public record Gap(String source, long low, long high, Instant since) {
        private Gap between(long from, long to) {
            return new Gap(source, from, to, since);
        }
    }

    /** The highest number that a sender's notices had here; 0 if there was none. */
    public long highest(NodeId source) {
        return jdbc.sql("select high from inbox_sequence where source = ?")
                .param(source.value())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** Notes the numbers of new notices; within the transaction that takes them. */
    void seen(List<Authentic> notices) {
        var bySource = new TreeMap<String, SortedSet<Long>>();
        Instant now = notices.getFirst().received().at();
        for (Authentic notice : notices) {
            bySource.computeIfAbsent(notice.envelope().source().value(), _ -> new TreeSet<>())
                    .add(Objects.requireNonNull(notice.envelope().sequence()));
        }
        for (Map.Entry<String, SortedSet<Long>> one : bySource.entrySet()) {
            seen(one.getKey(), one.getValue(), now);
        }
    }

    private void seen(String source, SortedSet<Long> numbers, Instant now) {
        long known = high(source);
        List<Gap> around =
                numbers.getFirst() <= known
                        ? around(source, numbers.headSet(known + 1))
                        : List.of();
        List<Gap> left =
                stillOpen(new Gap(source, known + 1, Long.MAX_VALUE, now), around, numbers);
        long high = Math.max(known, numbers.getLast());
        drop(source, around.stream().filter(gap -> !left.contains(gap)).toList());
        keep(
                source,
                left.stream().filter(gap -> !around.contains(gap) && gap.low() <= high).toList());
        if (high > known) {
            jdbc.sql("update inbox_sequence set high = ? where source = ?")
                    .param(high)
                    .param(source)
                    .update();
        }
    }

    /**
     * What is missing once some numbers are here: each splits the gap around it into none, one or
     * two smaller ones. All that is beyond the highest number counts as a gap, too.
     */
    private static List<Gap> stillOpen(Gap beyond, List<Gap> around, SortedSet<Long> numbers) {
        var gaps = new TreeMap<Long, Gap>();
        around.forEach(gap -> gaps.put(gap.low(), gap));
        gaps.put(beyond.low(), beyond);
        for (long number : numbers) {
            Map.Entry<Long, Gap> entry = gaps.floorEntry(number);
            if (entry != null && entry.getValue().high() >= number) {
                Gap gap = entry.getValue();
                gaps.remove(gap.low());
                if (gap.low() < number) {
                    gaps.put(gap.low(), gap.between(gap.low(), number - 1));
                }
                if (number < gap.high()) {
                    gaps.put(number + 1, gap.between(number + 1, gap.high()));
                }
            }
        }
        return List.copyOf(gaps.values());
    }

    /** Holds the sender's row until the transaction ends. */
    private long high(String source) {
        return held(source)
                .orElseGet(() -> {
                    jdbc.sql(
                                    """
                                    insert into inbox_sequence (source, high) values (?, 0)
                                    on conflict do nothing\
                                    """)
                            .param(source)
                            .update();
                    return held(source).orElseThrow();
                });
    }

    private Optional<Long> held(String source) {
        return jdbc.sql("select high from inbox_sequence where source = ? for update")
                .param(source)
                .query(Long.class)
                .optional();
    }

    /** The gaps that some numbers lie in. */
    private List<Gap> around(String source, SortedSet<Long> numbers) {
        return jdbc.sql(
                        """
                        select distinct gap.* from unnest(?::bigint[]) as seen (number)
                        cross join lateral (
                          select source, low, high, since from inbox_gap
                          where source = ? and low <= seen.number
                          order by low desc limit 1) as gap
                        where gap.high >= seen.number\
                        """)
                .params(numbers.toArray(Long[]::new), source)
                .query(Numbers::gap)
                .list();
    }

    private void drop(String source, List<Gap> gaps) {
        if (!gaps.isEmpty()) {
            jdbc.sql("delete from inbox_gap where source = ? and low = any(?)")
                    .params(source, gaps.stream().map(Gap::low).toArray(Long[]::new))
                    .update();
        }
    }

    private void keep(String source, List<Gap> gaps) {
        if (!gaps.isEmpty()) {
            jdbc.sql(
                            """
                            insert into inbox_gap (source, low, high, since)
                            select ?, * from unnest(?::bigint[], ?::bigint[], ?::timestamptz[])\
                            """)
                    .params(
                            source,
                            gaps.stream().map(Gap::low).toArray(Long[]::new),
                            gaps.stream().map(Gap::high).toArray(Long[]::new),
                            gaps.stream().map(gap -> gap.since().toString()).toArray(String[]::new))
                    .update();
        }
    }

    private static Gap gap(ResultSet row, int number) throws SQLException {
        return new Gap(
                row.getString("source"),
                row.getLong("low"),
                row.getLong("high"),
                row.getObject("since", OffsetDateTime.class).toInstant());
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
                .query(Numbers::gap)
                .list();
    }
}
