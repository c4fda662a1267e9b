package org.xinqiao.gateway.lists;

import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xinqiao.contracts.stream.RangeSums;

/** Sums over the entries of a stream, by the index over their places. */
public final class StoredSums implements RangeSums {
    private final JdbcTemplate jdbc;
    private final int stream;

    /** The sums of a stream of a node's database. */
    public StoredSums(JdbcTemplate jdbc, int stream) {
        this.jdbc = jdbc;
        this.stream = stream;
    }

    /** All places of a range lie between two signed numbers, but for the range of all. */
    @Override
    public Sum sum(Range range) {
        return Objects.requireNonNull(
                jdbc.queryForObject(
                        """
                        select count(*), coalesce(bit_xor(high), 0), coalesce(bit_xor(low), 0)
                        from stream_entry where stream = ? and place between ? and ?\
                        """,
                        (row, n) -> new Sum(row.getLong(1), row.getLong(2), row.getLong(3)),
                        stream,
                        first(range),
                        last(range)));
    }

    @Override
    public List<Element> elements(Range range) {
        return jdbc.query(
                """
                select place, high, low from stream_entry
                where stream = ? and place between ? and ? order by place < 0, place\
                """,
                (row, n) -> new Element(row.getLong(1), row.getLong(2), row.getLong(3)),
                stream,
                first(range),
                last(range));
    }

    private static long first(Range range) {
        return range.bits() == 0 ? Long.MIN_VALUE : range.prefix();
    }

    private static long last(Range range) {
        return range.bits() == 0 ? Long.MAX_VALUE : range.last();
    }
}
