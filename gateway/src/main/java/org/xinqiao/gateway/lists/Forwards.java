package org.xinqiao.gateway.lists;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.stream.Content;
import org.xinqiao.contracts.stream.StreamName;

/**
 * What is passed on: keys of others' streams that are due to be looked at, and what of them stands
 * in own streams now.
 */
@Repository
public class Forwards {
    private static final int KEY_BYTES = 18;

    private final JdbcTemplate jdbc;

    /** The state of forwarding in a node's database. */
    public Forwards(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a key of another's stream holds now.
     *
     * @param key the key there
     * @param seq its last change; 0 where nothing is held any more
     * @param leaf its leaf in the state; null where nothing is held
     * @param content its content; null where there is none, or it is set aside
     */
    public record Source(String key, long seq, @Nullable Hash leaf, @Nullable Content content) {}

    /**
     * What went on of a key.
     *
     * @param to the own stream's number
     * @param key the key there
     * @param leaf the source's leaf that it was made of
     */
    public record Gone(int to, String key, Hash leaf) {}

    /** The key in an own stream: nobody else's key, and the same whenever it is passed on again. */
    public static String key(StreamName from, String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest((from.value() + "#" + key).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Arrays.copyOf(digest, KEY_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Keys changed; within the transaction that changes them. */
    public void due(int stream, Collection<String> keys) {
        jdbc.update(
                """
                insert into stream_forward_due (stream, key)
                select ?, * from unnest(?::text[]) on conflict do nothing\
                """,
                stream,
                keys.toArray(String[]::new));
    }

    /** A key was recalled: it is looked at before all others. */
    void urgent(int stream, String key) {
        jdbc.update(
                """
                insert into stream_forward_due (stream, key, urgent) values (?,?,true)
                on conflict (stream, key) do update set urgent = true\
                """,
                stream,
                key);
    }

    /** Streams with keys that are due. */
    public List<StreamName> due() {
        return jdbc.query(
                """
                select s.name from stream s
                where exists (select 1 from stream_forward_due d where d.stream = s.id)
                order by s.id\
                """,
                (row, n) -> StreamName.parse(row.getString(1)).orElseThrow());
    }

    /** Takes some keys of a stream that the caller's transaction holds, recalled ones first. */
    public List<String> take(int stream, int most) {
        List<String> recalled = take(stream, "and urgent", most);
        return recalled.isEmpty() ? take(stream, "", most) : recalled;
    }

    /** Each by an index of its own: what waits may be a whole list. */
    private List<String> take(int stream, String which, int most) {
        return jdbc.query(
                """
                delete from stream_forward_due where stream = ? and key in (
                  select key from stream_forward_due where stream = ? %s order by key limit ?)
                returning key\
                """
                        .formatted(which),
                (row, n) -> row.getString(1),
                stream,
                stream,
                most);
    }

    /** What these keys hold now; of those that hold nothing any more there is a row, too. */
    public List<Source> sources(int stream, List<String> keys) {
        return jdbc.query(
                """
                select k.key, e.seq, e.leaf, e.form, e.body
                from unnest(?::text[]) as k (key)
                left join stream_entry e on e.stream = ? and e.key = k.key
                order by e.seq nulls first, k.key\
                """,
                (row, n) -> {
                    byte[] leaf = row.getBytes("leaf");
                    byte[] body = row.getBytes("body");
                    return new Source(
                            row.getString("key"),
                            row.getLong("seq"),
                            leaf == null ? null : Hash.of(leaf),
                            body == null ? null : Form.of(row.getInt("form")).content(body));
                },
                keys.toArray(String[]::new),
                stream);
    }

    /** What of these keys stands in own streams, by key. */
    public Map<String, List<Gone>> gone(int stream, List<String> keys) {
        var gone = new HashMap<String, List<Gone>>();
        jdbc.query(
                """
                select * from stream_forwarded
                where from_stream = ? and from_key = any(?::text[]) order by to_stream\
                """,
                row -> {
                    gone.computeIfAbsent(row.getString("from_key"), _ -> new ArrayList<>())
                            .add(
                                    new Gone(
                                            row.getInt("to_stream"),
                                            row.getString("key"),
                                            Hash.of(row.getBytes("leaf"))));
                },
                stream,
                keys.toArray(String[]::new));
        return gone;
    }

    /** A key stands in an own stream now. */
    public void went(int from, String fromKey, int to, String key, Hash leaf) {
        jdbc.update(
                """
                insert into stream_forwarded (from_stream, from_key, to_stream, key, leaf)
                values (?,?,?,?,?)
                on conflict (from_stream, from_key, to_stream) do update set leaf = excluded.leaf\
                """,
                from,
                fromKey,
                to,
                key,
                leaf.bytes());
    }

    /** Keys of an own stream are over, wherever they came from. */
    public void ended(int to, List<String> keys) {
        jdbc.update(
                "delete from stream_forwarded where to_stream = ? and key = any(?)",
                to,
                keys.toArray(String[]::new));
    }

    /** It does not any more. */
    public void recalled(int from, String fromKey, int to) {
        jdbc.update(
                "delete from stream_forwarded where from_stream = ? and from_key = ? and to_stream = ?",
                from,
                fromKey,
                to);
    }

    /**
     * Brings what was looked at to what the lines say now: for a new line, one that changed and one
     * that went, every key of its stream is due again. Within a transaction of the caller.
     *
     * @param lines the lines of one stream, by own stream
     * @return whether anything became due
     */
    public boolean lines(KeptStream from, Map<StreamName, String> lines) {
        String name = from.name().value();
        var before = new HashMap<StreamName, String>();
        jdbc.query(
                "select to_stream, line from stream_forward_line where from_stream = ?",
                row -> {
                    StreamName to = StreamName.parse(row.getString(1)).orElseThrow();
                    before.put(to, row.getString(2));
                },
                name);
        if (before.equals(lines)) {
            return false;
        }
        jdbc.update("delete from stream_forward_line where from_stream = ?", name);
        lines.forEach((to, line) ->
                jdbc.update(
                        "insert into stream_forward_line values (?,?,?)", name, to.value(), line));
        return jdbc.update(
                        """
                        insert into stream_forward_due (stream, key)
                        select stream, key from stream_entry where stream = ?
                        union select from_stream, from_key from stream_forwarded where from_stream = ?
                        on conflict do nothing\
                        """,
                        from.id(),
                        from.id())
                > 0;
    }
}
