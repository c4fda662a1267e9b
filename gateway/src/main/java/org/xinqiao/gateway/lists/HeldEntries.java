package org.xinqiao.gateway.lists;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.stream.Content;

/** What is in use about many subjects at once, across all streams. */
@Repository
public class HeldEntries {
    private static final String ABOUT =
            """
            select e.subject, s.name, e.key, e.form, e.body
            from stream_entry e join stream s on s.id = e.stream
            where e.subject = any(?) and e.body is not null
            order by e.subject, s.name, e.key limit ?\
            """;

    private final JdbcTemplate jdbc;

    /** The entries of a node's database. */
    public HeldEntries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What stands under one key of a stream. */
    public record Held(String stream, String key, Content content) {}

    /**
     * What is in use about each of these subjects. What was recalled has no row, what is set aside
     * no body.
     *
     * @param subjects as {@link Subjects} finds them
     * @param most rows that are read in all
     */
    public Map<ByteBuffer, List<Held>> about(Collection<byte[]> subjects, int most) {
        var found = new HashMap<ByteBuffer, List<Held>>();
        jdbc.query(
                ABOUT,
                row -> {
                    var subject = ByteBuffer.wrap(row.getBytes(1));
                    Content content = Form.of(row.getInt(4)).content(row.getBytes(5));
                    found.computeIfAbsent(subject, _ -> new ArrayList<>())
                            .add(new Held(row.getString(2), row.getString(3), content));
                },
                subjects.toArray(byte[][]::new),
                most);
        return found;
    }
}
