package org.xinqiao.gateway.lists;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.stream.Content;
import org.xinqiao.gateway.lists.PendingChanges.Draft;

/** Own recalls. */
@Repository
public class Recalls {
    private final JdbcTemplate jdbc;
    private final PendingChanges pending;
    private final Quarantine quarantine;
    private final ToldRecalls told;

    /** The recalls of a node's database. */
    public Recalls(
            JdbcTemplate jdbc, PendingChanges pending, Quarantine quarantine, ToldRecalls told) {
        this.jdbc = jdbc;
        this.pending = pending;
        this.quarantine = quarantine;
        this.told = told;
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
     * Erases every body of these keys but those in the batches' files, and numbers the recalls. The
     * state's rows go with the batch that holds the recalls; their bodies go now.
     *
     * @param held the stream, held by the caller's transaction
     * @return the last recall's number
     */
    public long recall(KeptStream held, List<String> keys, Instant now) {
        keys.forEach(key -> pending.erase(held, key));
        jdbc.update(
                """
                update stream_entry set body = null, subject = null
                where stream = ? and key = any(?)\
                """,
                held.id(),
                keys.toArray(String[]::new));
        quarantine.superseded(held.id(), keys, Long.MAX_VALUE, now);
        long first =
                pending.add(
                        held,
                        keys.stream()
                                .map(key -> new Draft(key, new Content.Recalled(), null))
                                .toList(),
                        now);
        for (int i = 0; i < keys.size(); i++) {
            add(held, first + i, keys.get(i), now);
        }
        return first + keys.size() - 1;
    }

    private void add(KeptStream held, long seq, String key, Instant now) {
        jdbc.update(
                "insert into stream_recall (stream, seq, key, at) values (?,?,?,?)",
                held.id(),
                seq,
                key,
                now.atOffset(ZoneOffset.UTC));
        told.mustHear(held, seq);
    }
}
