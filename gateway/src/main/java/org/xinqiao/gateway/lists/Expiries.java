package org.xinqiao.gateway.lists;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.lists.PendingChanges.Draft;

/** The last days of display of own entries, as the newest change of each key states them. */
@Repository
public class Expiries {
    private static final String STATED =
            """
            insert into stream_expiry (stream, key, until)
            select ?, key, until from unnest(?::text[], ?::date[]) as stated (key, until)
            on conflict (stream, key) do update set until = excluded.until\
            """;

    private final JdbcTemplate jdbc;

    /** The expiries in a node's database. */
    public Expiries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Remembers what changes state, and forgets what earlier ones of their keys did. */
    void stated(KeptStream held, List<Draft> drafts) {
        var last = new LinkedHashMap<String, String>();
        for (Draft draft : drafts) {
            LocalDate until = draft.until();
            if (until == null) {
                last.remove(draft.key());
            } else {
                last.put(draft.key(), until.toString());
            }
        }
        jdbc.update(
                "delete from stream_expiry where stream = ? and key = any(?)",
                held.id(),
                drafts.stream().map(Draft::key).toArray(String[]::new));
        if (!last.isEmpty()) {
            jdbc.update(
                    STATED,
                    held.id(),
                    last.keySet().toArray(String[]::new),
                    last.values().toArray(String[]::new));
        }
    }

    /** Own streams with entries whose last day was before this one. */
    public List<StreamName> streams(LocalDate today) {
        return jdbc.query(
                """
                select s.name from stream s where s.own and s.stopped is null and exists (
                  select 1 from stream_expiry e where e.stream = s.id and e.until < ?)
                order by s.id\
                """,
                (row, n) -> StreamName.parse(row.getString(1)).orElseThrow(),
                today);
    }

    /**
     * An own entry and its last day.
     *
     * @param key its key
     * @param until the last day of its display
     */
    public record Expiring(String key, LocalDate until) {}

    /** The next ones of a stream that the caller's transaction holds. */
    public List<Expiring> next(KeptStream held, LocalDate today, int most) {
        return jdbc.query(
                """
                select key, until from stream_expiry where stream = ? and until < ?
                order by until, key limit ?\
                """,
                (row, n) -> new Expiring(row.getString(1), row.getObject(2, LocalDate.class)),
                held.id(),
                today,
                most);
    }
}
