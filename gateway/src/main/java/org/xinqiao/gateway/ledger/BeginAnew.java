package org.xinqiao.gateway.ledger;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.lists.KeptStream;
import org.xinqiao.gateway.lists.StreamSignal;
import org.xinqiao.gateway.lists.Streams;

/**
 * The way out for a stream whose source has lost changes that others hold: as people agreed,
 * everyone who has it forgets it, and the source begins it anew with what stands. Each is one
 * transaction.
 */
@Component
public class BeginAnew {
    /** What waits is newer than what is in batches; what was passed on is looked at once more. */
    private static final String AGAIN =
            """
            create temp table stream_again on commit drop as
            with last as (
              select distinct on (key) key, seq, form, content, subject from stream_pending
              where stream = ? order by key, seq desc),
            stands as (
              select key, seq, form, content, subject from last where form in (0, 1)
              union all
              select e.key, e.seq, e.form, e.body, e.subject from stream_entry e
              where e.stream = ? and e.body is not null
                and not exists (select 1 from last where last.key = e.key))
            select row_number() over (order by s.seq, s.key) as seq, s.key, s.form, s.content,
              s.subject
            from stands s
            where not exists (select 1 from stream_forwarded f
              where f.to_stream = ? and f.key = s.key)\
            """;

    private static final String WAITS =
            """
            insert into stream_pending (stream, seq, key, form, content, subject, at)
            select ?, seq, key, form, content, subject, ? from stream_again\
            """;
    private static final String LOOK_AGAIN =
            """
            insert into stream_forward_due (stream, key)
            select from_stream, from_key from stream_forwarded where to_stream = ?
            on conflict do nothing\
            """;
    private static final String RECALL_THERE =
            """
            insert into stream_forward_due (stream, key, urgent)
            select from_stream, from_key, true from stream_forwarded where from_stream = ?
            on conflict (stream, key) do update set urgent = true\
            """;
    private static final String EMPTY =
            """
            update stream set given = ?, seq = 0, edge = '', manifest = null, entries = 0,
              state_seq = 0, state_root = null, statement = null, compared = null, stopped = null
            where id = ?\
            """;

    private final Streams streams;
    private final StreamSignal signal;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    /** Begins in a node's database. */
    public BeginAnew(
            Streams streams,
            StreamSignal signal,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions) {
        this.streams = streams;
        this.signal = signal;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Begins an own stream anew that was stopped.
     *
     * @return with how many entries
     * @throws Refusal {@code not-found}; {@code conflict} if it is another's, or goes on
     */
    public long begin(StreamName name, Instant now) throws Refusal {
        KeptStream known = known(name);
        if (!known.own()) {
            throw conflict("only its source begins a stream anew");
        }
        if (known.stopped() == null) {
            throw conflict("only a stream that is stopped");
        }
        long entries = Objects.requireNonNull(transaction.execute(status -> anew(name, now)));
        signal.pending(name);
        return entries;
    }

    private long anew(StreamName name, Instant now) {
        int id = streams.held(name).orElseThrow().id();
        jdbc.update(AGAIN, id, id, id);
        jdbc.update(LOOK_AGAIN, id);
        for (String table :
                new String[] {"pending", "entry", "batch", "change", "recall_told", "recall"}) {
            delete(table, "stream", id);
        }
        delete("forwarded", "to_stream", id);
        int entries = jdbc.update(WAITS, id, now.atOffset(ZoneOffset.UTC));
        jdbc.update(
                """
                delete from stream_expiry where stream = ?
                  and key not in (select key from stream_again)\
                """,
                id);
        jdbc.update(
                """
                update stream_delivery set acked = 0, sent = 0, stated = 0, receipt = null,
                  receipt_at = null, due_at = now() where stream = ?\
                """,
                id);
        jdbc.update(EMPTY, entries, id);
        return entries;
    }

    /**
     * Forgets another's stream: it is as if nothing of it had ever come.
     *
     * @return how many entries there were
     * @throws Refusal {@code not-found}; {@code conflict} for an own stream
     */
    public long forget(StreamName name) throws Refusal {
        if (known(name).own()) {
            throw conflict("an own stream is not forgotten");
        }
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    int id = streams.held(name).orElseThrow().id();
                    jdbc.update(RECALL_THERE, id);
                    long entries = delete("entry", "stream", id);
                    delete("batch", "stream", id);
                    delete("quarantine", "stream", id);
                    delete("recalled", "stream", id);
                    jdbc.update(EMPTY, 0, id);
                    return entries;
                }));
    }

    private long delete(String table, String column, int id) {
        return jdbc.update("delete from stream_%s where %s = ?".formatted(table, column), id);
    }

    private KeptStream known(StreamName name) throws Refusal {
        return streams.find(name).orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND));
    }

    private static Refusal conflict(String rule) {
        return new Refusal(ProblemType.CONFLICT, "rule", rule);
    }
}
