package org.xinqiao.gateway.lists;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.stream.Change;
import org.xinqiao.contracts.stream.Content;
import org.xinqiao.contracts.stream.Origin;
import org.xinqiao.contracts.stream.StreamName;

/**
 * Changes of own streams that are accepted and in no batch yet. They are numbered when they are
 * accepted, under the stream's row, so that no number is ever missing.
 */
@Repository
public class PendingChanges {
    private static final String INSERT =
            """
            insert into stream_pending (stream, seq, key, form, content, subject, origin, at)
            select ?, * from unnest(?::bigint[], ?::text[], ?::smallint[], ?::bytea[], ?::bytea[],
              ?::text[], ?::timestamptz[])\
            """;

    private final JdbcTemplate jdbc;
    private final Streams streams;
    private final Expiries expiries;

    /** The changes that wait in a node's database. */
    public PendingChanges(JdbcTemplate jdbc, Streams streams, Expiries expiries) {
        this.jdbc = jdbc;
        this.expiries = expiries;
        this.streams = streams;
    }

    /**
     * What is to become a change.
     *
     * @param key the entry's key
     * @param content what it carries
     * @param subject by which its entry is found
     * @param origin where it was had from; null where this node is the first
     * @param until the last day of its display; null where it has none
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on
    public record Draft(
            String key,
            Content content,
            byte @Nullable [] subject,
            @Nullable Origin origin,
            @Nullable LocalDate until) {
        /** One of this node's own, without an end. */
        public Draft(String key, Content content, byte @Nullable [] subject) {
            this(key, content, subject, null, null);
        }
    }

    /** A change with what its entry is found by. */
    @SuppressWarnings("ArrayRecordComponent") // handed on
    public record Numbered(Change change, byte @Nullable [] subject) {}

    /**
     * Numbers changes and keeps them until they are cut into a batch.
     *
     * @param held the stream, held by the caller's transaction
     * @return the number of the first
     */
    public long add(KeptStream held, List<Draft> drafts, Instant now) {
        long first = held.given() + 1;
        int count = drafts.size();
        var seqs = new Long[count];
        var keys = new String[count];
        var forms = new Integer[count];
        var contents = new byte[count] @Nullable [];
        var subjects = new byte[count] @Nullable [];
        var origins = new @Nullable String[count];
        var times = new String[count];
        for (int i = 0; i < count; i++) {
            Draft draft = drafts.get(i);
            seqs[i] = first + i;
            keys[i] = draft.key();
            forms[i] = Form.of(draft.content()).number();
            contents[i] = Form.bytes(draft.content());
            subjects[i] = draft.subject();
            origins[i] = text(draft.origin());
            times[i] = now.toString();
        }
        jdbc.update(INSERT, held.id(), seqs, keys, forms, contents, subjects, origins, times);
        expiries.stated(held, drafts);
        streams.gave(held, first + count - 1);
        return first;
    }

    /** Own streams in which something waits. */
    public List<StreamName> streams() {
        return jdbc.query(
                "select name from stream where own and given > seq and stopped is null order by id",
                (row, n) -> StreamName.parse(row.getString(1)).orElseThrow());
    }

    /** The next changes of a stream that the caller holds. */
    public List<Numbered> next(KeptStream held, int most) {
        return jdbc.query(
                """
                select * from stream_pending where stream = ? and seq > ? order by seq limit ?\
                """,
                (row, n) -> numbered(row),
                held.id(),
                held.seq(),
                most);
    }

    /** They are in a batch now. */
    public void cut(KeptStream held, long to) {
        jdbc.update("delete from stream_pending where stream = ? and seq <= ?", held.id(), to);
    }

    /**
     * Erases the bodies of a key that wait; the hash of each stays.
     *
     * @return how many there were
     */
    int erase(KeptStream held, String key) {
        List<Numbered> waiting =
                jdbc.query(
                        "select * from stream_pending where stream = ? and key = ? and form in (?,?)",
                        (row, n) -> numbered(row),
                        held.id(),
                        key,
                        Form.OPEN.number(),
                        Form.SEALED.number());
        var rows = new ArrayList<Object[]>();
        for (Numbered one : waiting) {
            rows.add(
                    new Object[] {
                        Form.ERASED.number(),
                        one.change().leaf().bytes(),
                        held.id(),
                        one.change().seq()
                    });
        }
        jdbc.batchUpdate(
                """
                update stream_pending set form = ?, content = ?, subject = null
                where stream = ? and seq = ?\
                """,
                rows);
        return waiting.size();
    }

    private static Numbered numbered(ResultSet row) throws SQLException {
        Content content = Form.of(row.getInt("form")).content(row.getBytes("content"));
        return new Numbered(
                new Change(
                        row.getLong("seq"),
                        row.getString("key"),
                        content,
                        origin(row.getString("origin"))),
                row.getBytes("subject"));
    }

    private static @Nullable String text(@Nullable Origin origin) {
        return origin == null
                ? null
                : origin.stream()
                        + " "
                        + origin.seq()
                        + " "
                        + Base64Url.encode(origin.leaf().bytes());
    }

    private static @Nullable Origin origin(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String[] parts = text.split(" ", 3);
        try {
            return new Origin(
                    StreamName.parse(parts[0]).orElseThrow(),
                    Long.parseLong(parts[1]),
                    Hash.of(Base64Url.decode(parts[2])));
        } catch (MalformedJson e) {
            throw new IllegalStateException("an origin in the database is damaged", e);
        }
    }
}
