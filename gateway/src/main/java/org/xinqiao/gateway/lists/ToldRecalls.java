package org.xinqiao.gateway.lists;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.stream.RecallNotice;
import org.xinqiao.contracts.stream.StreamName;

/**
 * Who must hear of own recalls, and who has acknowledged them: everyone who ever had the entry,
 * whatever the routes say today, by the notice or by the stream.
 */
@Repository
public class ToldRecalls {
    /** Whoever may have had a body of the key: it was in a batch that was sent to them. */
    private static final String MUST_HEAR =
            """
            insert into stream_recall_told (stream, seq, partner)
            select r.stream, r.seq, d.partner
            from stream_recall r join stream_delivery d on d.stream = r.stream
            where greatest(d.sent, d.acked) >= (
                select min(c.seq) from stream_change c
                where c.stream = r.stream and c.key = r.key and c.seq < r.seq)
              and d.acked < r.seq and r.stream = ? and r.seq = ? on conflict do nothing\
            """;

    private static final String WRITTEN =
            "update stream_recall set told = true where stream = ? and seq = ?";

    /** Who must acknowledge the recall {@code r}, and has not. */
    private static final String WAITING =
            """
            from stream_recall_told t
            where t.stream = r.stream and t.seq = r.seq and t.acked_at is null
              and not exists (select 1 from stream_delivery d
                where d.stream = t.stream and d.partner = t.partner and d.acked >= t.seq)\
            """;

    private final JdbcTemplate jdbc;

    /** The recalls of a node's database. */
    public ToldRecalls(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
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

    /**
     * A recall that a partner is to be told of.
     *
     * @param stream the stream's number in the database
     * @param partner whom
     * @param notice what
     */
    public record Untold(int stream, NodeId partner, RecallNotice notice) {}

    /** Writes down who must hear of a recall; within the transaction that recalls. */
    void mustHear(KeptStream held, long seq) {
        jdbc.update(MUST_HEAR, held.id(), seq);
        jdbc.update(WRITTEN, held.id(), seq);
    }

    /** Of recalls by a release that wrote down nobody, and that are still open. */
    public void adopt() {
        List<Object[]> alone =
                jdbc.query(
                        """
                        select stream, seq from stream_recall
                        where done_at is null and not told for update skip locked\
                        """,
                        (row, n) -> new Object[] {row.getInt(1), row.getLong(2)});
        jdbc.batchUpdate(MUST_HEAR, alone);
        jdbc.batchUpdate(WRITTEN, alone);
    }

    /** Partners who are to be told of something. */
    public List<NodeId> untold() {
        return jdbc.query(
                """
                select distinct partner from stream_recall_told
                where message is null and acked_at is null order by partner\
                """,
                (row, n) -> NodeId.parse(row.getString(1)));
    }

    /** What these are to be told, until the transaction ends for its caller alone. */
    public List<Untold> takeUntold(List<NodeId> partners, int most) {
        return jdbc.query(
                """
                select t.stream, t.seq, t.partner, r.key, s.name
                from stream_recall_told t
                join stream_recall r on r.stream = t.stream and r.seq = t.seq
                join stream s on s.id = t.stream
                where t.message is null and t.acked_at is null and t.partner = any(?)
                order by t.stream, t.seq, t.partner limit ? for update of t skip locked\
                """,
                (row, n) ->
                        new Untold(
                                row.getInt("stream"),
                                NodeId.parse(row.getString("partner")),
                                new RecallNotice(
                                        StreamName.parse(row.getString("name")).orElseThrow(),
                                        row.getString("key"),
                                        row.getLong("seq"))),
                partners.stream().map(NodeId::value).toArray(String[]::new),
                most);
    }

    /** They are told by these messages, in the same order. */
    public void told(List<Untold> untold, List<MessageId> messages) {
        var rows = new ArrayList<Object[]>();
        for (int i = 0; i < messages.size(); i++) {
            Untold one = untold.get(i);
            rows.add(
                    new Object[] {
                        messages.get(i).value(),
                        one.stream(),
                        one.notice().seq(),
                        one.partner().value()
                    });
        }
        jdbc.batchUpdate(
                """
                update stream_recall_told set message = ?
                where stream = ? and seq = ? and partner = ?\
                """,
                rows);
    }

    /** Another message takes the place of one that told somebody. */
    public void follows(UUID message, UUID before) {
        jdbc.update("update stream_recall_told set message = ? where message = ?", message, before);
    }

    /** Receipts of these messages are here. */
    public void acknowledged(List<UUID> messages) {
        jdbc.update(
                """
                update stream_recall_told set acked_at = now()
                where message = any(?) and acked_at is null\
                """,
                (Object) messages.toArray(UUID[]::new));
        settle();
    }

    /**
     * Ends those that everyone who had the entry has acknowledged, by the notice or by the stream.
     */
    public void settle() {
        jdbc.update(
                """
                update stream_recall set done_at = now() where (stream, seq) in (
                  select r.stream, r.seq from stream_recall r
                  where r.done_at is null and r.told
                    and exists (select 1 from stream s where s.id = r.stream and s.seq >= r.seq)
                    and not exists (select 1 %s)
                  for update skip locked)\
                """
                        .formatted(WAITING));
    }

    /** What is not acknowledged by all, oldest first. */
    public List<Open> open(Instant before, int most) {
        return jdbc.query(
                """
                select r.*, s.name, array(select t.partner %s order by t.partner) as waiting
                from stream_recall r join stream s on s.id = r.stream
                where r.done_at is null and r.at <= ? order by r.at limit ?\
                """
                        .formatted(WAITING),
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
