package org.xinqiao.gateway.lists;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.stream.RecallNotice;

/**
 * Recalls that other sources told by notice. The body goes at once, and the key is remembered until
 * the stream has come to the change that recalls it: nothing that the key was given before that
 * change comes back to life, in whatever order notice and batches arrive.
 */
@Repository
public class TakenRecalls {
    private static final String REMEMBER =
            """
            insert into stream_recalled (stream, key, seq, at) values (?,?,?,?)
            on conflict (stream, key) do update set seq = excluded.seq, at = excluded.at
            where stream_recalled.seq < excluded.seq\
            """;

    private final JdbcTemplate jdbc;
    private final Streams streams;
    private final StreamEntries entries;
    private final Quarantine quarantine;
    private final Forwards forwards;

    /** The recalls that a node's database knows of. */
    public TakenRecalls(
            JdbcTemplate jdbc,
            Streams streams,
            StreamEntries entries,
            Quarantine quarantine,
            Forwards forwards) {
        this.jdbc = jdbc;
        this.streams = streams;
        this.entries = entries;
        this.quarantine = quarantine;
        this.forwards = forwards;
    }

    /**
     * What a source told.
     *
     * @param notice the recall
     * @param at when it came
     */
    public record Told(RecallNotice notice, Instant at) {}

    /**
     * Ends display, sharing and use; within the transaction that takes the notices. Streams are
     * held in one order, so that two of us cannot wait for each other.
     */
    public void learn(List<Told> all) {
        all.stream()
                .sorted(Comparator.comparing(told -> told.notice().stream().value()))
                .forEach(this::learn);
    }

    private void learn(Told told) {
        RecallNotice notice = told.notice();
        // Held also where nothing of it came yet: its first batch may be under way.
        KeptStream held = streams.hold(notice.stream(), false, told.at());
        if (held.seq() < notice.seq()) {
            jdbc.update(
                    REMEMBER,
                    held.id(),
                    notice.key(),
                    notice.seq(),
                    told.at().atOffset(ZoneOffset.UTC));
        }
        entries.erase(held, notice.key(), notice.seq());
        quarantine.superseded(held.id(), List.of(notice.key()), notice.seq(), told.at());
        forwards.urgent(held.id(), notice.key());
    }

    /** Keys that are recalled by a later change than the stream has here, and by which. */
    public Map<String, Long> ahead(KeptStream held) {
        var ahead = new HashMap<String, Long>();
        jdbc.query(
                "select key, seq from stream_recalled where stream = ? and seq > ?",
                row -> {
                    ahead.put(row.getString(1), row.getLong(2));
                },
                held.id(),
                held.seq());
        return ahead;
    }

    /** The stream has come to here: what it says itself needs no remembering. */
    public void passed(KeptStream held, long seq) {
        jdbc.update("delete from stream_recalled where stream = ? and seq <= ?", held.id(), seq);
    }
}
