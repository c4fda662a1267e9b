package org.xinqiao.gateway.lists;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.stream.Content;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.lists.PendingChanges.Draft;

/** Own recalls, and who has acknowledged them: everyone who ever had the stream must. */
@Repository
public class Recalls {
    private final JdbcTemplate jdbc;
    private final PendingChanges pending;
    private final Quarantine quarantine;

    /** The recalls of a node's database. */
    public Recalls(JdbcTemplate jdbc, PendingChanges pending, Quarantine quarantine) {
        this.jdbc = jdbc;
        this.pending = pending;
        this.quarantine = quarantine;
    }

    /**
     * A recall that somebody has not acknowledged.
     *
     * @param stream the stream
     * @param seq its change
     * @param key what is recalled
     * @param at since when
     * @param waiting who has not acknowledged it
     */
    public record Open(StreamName stream, long seq, String key, Instant at, List<NodeId> waiting) {
        /** Keeps a copy. */
        public Open {
            waiting = List.copyOf(waiting);
        }
    }

    /** Whether a stream ever had a key, or has it set aside. */
    public boolean knows(KeptStream held, String key) {
        return Boolean.TRUE.equals(
                jdbc.queryForObject(
                        """
                        select exists (select 1 from stream_change where stream = ? and key = ?)
                          or exists (select 1 from stream_pending where stream = ? and key = ?)
                          or exists (select 1 from stream_quarantine where stream = ? and key = ?)\
                        """,
                        Boolean.class,
                        held.id(),
                        key,
                        held.id(),
                        key,
                        held.id(),
                        key));
    }

    /**
     * Erases every body of a key but those in the batches' files, and numbers the recall. The
     * state's row goes with the batch that holds the recall; its body goes now.
     *
     * @param held the stream, held by the caller's transaction
     * @return the recall's number
     */
    public long recall(KeptStream held, String key, Instant now) {
        pending.erase(held, key);
        jdbc.update(
                "update stream_entry set body = null, subject = null where stream = ? and key = ?",
                held.id(),
                key);
        quarantine.superseded(held.id(), List.of(key), Long.MAX_VALUE, now);
        Draft recall = new Draft(key, new Content.Recalled(), null);
        long seq = pending.add(held, List.of(recall), now);
        add(held, seq, key, now);
        return seq;
    }

    private void add(KeptStream held, long seq, String key, Instant now) {
        jdbc.update(
                "insert into stream_recall (stream, seq, key, at) values (?,?,?,?)",
                held.id(),
                seq,
                key,
                now.atOffset(ZoneOffset.UTC));
    }

    /** Ends those that everyone who had the stream has acknowledged. */
    public void settle(Instant now) {
        jdbc.update(
                """
                update stream_recall r set done_at = ? where done_at is null
                  and exists (select 1 from stream s where s.id = r.stream and s.seq >= r.seq)
                  and not exists (select 1 from stream_delivery d where d.stream = r.stream
                    and (d.routed or d.acked > 0) and d.acked < r.seq)\
                """,
                now.atOffset(ZoneOffset.UTC));
    }

    /** What is not acknowledged by all, oldest first. */
    public List<Open> open(Instant before, int most) {
        return jdbc.query(
                """
                select r.*, s.name, array(select d.partner from stream_delivery d
                  where d.stream = r.stream and (d.routed or d.acked > 0) and d.acked < r.seq
                  order by d.partner) as waiting
                from stream_recall r join stream s on s.id = r.stream
                where r.done_at is null and r.at <= ? order by r.at limit ?\
                """,
                (row, n) -> one(row),
                before.atOffset(ZoneOffset.UTC),
                most);
    }

    private static Open one(ResultSet row) throws SQLException {
        var waiting = new ArrayList<NodeId>();
        for (Object partner : (@Nullable Object[]) row.getArray("waiting").getArray()) {
            waiting.add(NodeId.parse(String.valueOf(partner)));
        }
        return new Open(
                StreamName.parse(row.getString("name")).orElseThrow(),
                row.getLong("seq"),
                row.getString("key"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                waiting);
    }
}
