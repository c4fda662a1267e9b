package org.xinqiao.gateway.ledger;

import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.authenticate.MessageRules;
import org.xinqiao.gateway.receive.Reply;

/**
 * The memory of message ids and the answers given (protocol, section 3): the same bytes get the
 * same answer again and have no second effect, on every instance and over restarts.
 */
@Repository
public class Answers {
    static final String INSERT =
            """
            insert into answered_message (source, id, digest, status, answer, keep_until)
            values (?,?,?,?,?,?) on conflict do nothing\
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final AnswerCache cache;

    /** The answers of a node's database, with a cache in front. */
    public Answers(JdbcClient jdbc, JdbcTemplate batch, AnswerCache cache) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.cache = cache;
    }

    /**
     * The answer this message got before, if the cache holds it.
     *
     * @throws Refusal {@code message-id-reused} if other bytes had its id
     */
    Optional<Reply> cached(Authentic message) throws Refusal {
        Optional<AnswerCache.Entry> cached = cache.find(message);
        return cached.isPresent()
                ? Optional.of(sameBytes(cached.get(), message))
                : Optional.empty();
    }

    /**
     * The answer this message got before, if any.
     *
     * @throws Refusal {@code message-id-reused} if other bytes had its id
     */
    public Optional<Reply> given(Authentic message) throws Refusal {
        Optional<Reply> cached = cached(message);
        if (cached.isPresent()) {
            return cached;
        }
        Envelope envelope = message.envelope();
        Optional<AnswerCache.Entry> stored =
                jdbc.sql(
                                """
                                select digest, status, answer from answered_message
                                where source = ? and id = ?\
                                """)
                        .param(envelope.source().value())
                        .param(envelope.id().value())
                        .query((row, n) ->
                                new AnswerCache.Entry(
                                        row.getBytes("digest"),
                                        row.getInt("status"),
                                        row.getBytes("answer")))
                        .optional();
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        // Only what is asked for again is worth a cache: most answers never are.
        cache.keep(message, stored.get());
        return Optional.of(sameBytes(stored.get(), message));
    }

    /**
     * Remembers an answer, within the transaction of its effect.
     *
     * @return false if the id was taken meanwhile: then that answer holds and this effect must not
     */
    public boolean remember(Authentic message, Reply reply) {
        return jdbc.sql(INSERT).params(row(message, reply)).update() == 1;
    }

    /**
     * Remembers answers, within the transaction of their effects.
     *
     * @return for each whether its id was free; of two alike only the first is
     */
    List<Boolean> rememberAll(List<Authentic> messages, List<Reply> replies) {
        var order = new ArrayList<Integer>();
        for (int i = 0; i < messages.size(); i++) {
            order.add(i);
        }
        // In one order everywhere, so that two transactions cannot wait for each other.
        order.sort(
                Comparator.comparing((Integer i) -> messages.get(i).envelope().source().value())
                        .thenComparing(i -> messages.get(i).envelope().id().value())
                        .thenComparing(i -> i));
        int[] counts =
                batch.batchUpdate(
                        INSERT,
                        order.stream().map(i -> row(messages.get(i), replies.get(i))).toList());
        Boolean[] free = new Boolean[messages.size()];
        for (int n = 0; n < counts.length; n++) {
            free[order.get(n)] = counts[n] == 1;
        }
        return List.of(free);
    }

    /** The values of {@link #INSERT}; its count is 0 where the id was taken. */
    static Object[] row(Authentic message, Reply reply) {
        Instant keepUntil = MessageRules.forgettable(message).plus(MessageRules.AHEAD_MAX);
        return new Object[] {
            message.envelope().source().value(),
            message.envelope().id().value(),
            message.digest(),
            reply.status(),
            reply.body(),
            keepUntil.atOffset(ZoneOffset.UTC)
        };
    }

    private static Reply sameBytes(AnswerCache.Entry entry, Authentic message) throws Refusal {
        if (!MessageDigest.isEqual(entry.digest(), message.digest())) {
            throw new Refusal(ProblemType.MESSAGE_ID_REUSED);
        }
        return new Reply(entry.status(), Reply.JOSE, entry.answer());
    }
}
