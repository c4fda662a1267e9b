package org.xinqiao.gateway.operate.backup;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/**
 * Whether this node's database was restored from a backup, and its partners have not been asked yet
 * what they hold of it. All instances look again and again.
 */
@Repository
public class Restores {
    /** The mark, as {@code V40} makes it; a restore makes it where the backup is older. */
    static final String TABLE =
            """
            create table if not exists restored (
                restored_at timestamptz primary key,
                taken_at    timestamptz not null,
                settled_at  timestamptz,
                settled_by  text
            )\
            """;

    /** Ends the waiting; who ended it is kept. */
    static final String SETTLE =
            "update restored set settled_at = now(), settled_by = ? where settled_at is null";

    private static final Logger LOG = LoggerFactory.getLogger(Restores.class);
    private static final int LOOK_AGAIN_MILLIS = 1_000;

    private final JdbcClient jdbc;
    private volatile Optional<Open> open;

    /** The restores of a node's database. */
    public Restores(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.open = read();
        open.ifPresent(one ->
                LOG.warn(
                        "this database was restored from a backup of {}: nothing is signed until the"
                                + " partners were asked what they hold",
                        one.takenAt()));
    }

    /** A restore that is not settled: when, and from a backup of when. */
    public record Open(Instant restoredAt, Instant takenAt) {}

    /** The restore that waits for partners, if there is one. */
    public Optional<Open> open() {
        return open;
    }

    /** Whether the node may sign. */
    public boolean isSettled() {
        return open.isEmpty();
    }

    /** From now on the node signs again. */
    public void settle(String by) {
        jdbc.sql(SETTLE).param(by).update();
        open = Optional.empty();
        LOG.warn("the restored database is settled: {}", by);
    }

    @Scheduled(fixedDelay = LOOK_AGAIN_MILLIS)
    void lookAgain() {
        if (open.isPresent()) {
            open = read();
        }
    }

    private Optional<Open> read() {
        List<Open> found =
                jdbc.sql(
                                """
                                select restored_at, taken_at from restored
                                where settled_at is null order by restored_at desc\
                                """)
                        .query((row, n) ->
                                new Open(
                                        row.getObject(1, OffsetDateTime.class).toInstant(),
                                        row.getObject(2, OffsetDateTime.class).toInstant()))
                        .list();
        return found.stream().findFirst();
    }
}
