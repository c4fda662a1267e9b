package org.xinqiao.gateway.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.jose.MalformedJws;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.VoidNotice;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.disclose.Disclosed;
import org.xinqiao.gateway.ledger.OutboxEntry.State;
import org.xinqiao.gateway.lists.ToldRecalls;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;

/**
 * What an operator does with notices that are not tried any more. Each dead notice is settled once:
 * replayed or discarded, never both, and never twice. What takes its place has its number, for a
 * new one would leave a gap behind.
 */
@Component
public class DeadLetters {
    private static final String HOLD =
            """
            select o.*, r.body from outbox o join message_record r on r.id = o.record
            where o.message = ? for update of o\
            """;
    private static final String SETTLE =
            """
            update outbox set state = ?, settled_by = ?, settled_at = ?, words = ?
            where message = ?\
            """;

    /** Whoever is told of a consent is told by the notice that takes the other's place. */
    private static final String FOLLOW = "update consent_told set message = ? where message = ?";

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final ToldRecalls recalls;
    private final Trust trust;
    private final Clock clock;
    private final TransactionTemplate transaction;

    /** Settles in a node's outbox. */
    public DeadLetters(
            JdbcClient jdbc,
            Outbox outbox,
            ToldRecalls recalls,
            Trust trust,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.recalls = recalls;
        this.trust = trust;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Held(
            UUID message,
            NodeId partner,
            long number,
            String ordering,
            State state,
            byte @Nullable [] body) {}

    /** What takes a dead notice's place. */
    private interface Successor {
        Disclosed of(Envelope dead);
    }

    /**
     * Sends what a dead notice says once more, signed anew under a new id.
     *
     * @throws Refusal {@code not-found}; {@code conflict} if it is not dead, or not any more;
     *     {@code try-later} if nothing can be signed just now. Nothing has changed then
     */
    public void replay(UUID message, String operator) throws Refusal {
        settle(message, State.REPLAYED, operator, null, Disclosed::again);
    }

    /**
     * Gives a dead notice up; its partner is told that its number stands for nothing.
     *
     * @param words why; kept
     * @throws Refusal as for {@link #replay}
     */
    public void discard(UUID message, String operator, String words) throws Refusal {
        settle(
                message,
                State.DISCARDED,
                operator,
                words,
                dead -> Disclosed.notice(new VoidNotice(dead.id())));
    }

    private void settle(
            UUID message, State state, String operator, @Nullable String words, Successor successor)
            throws Refusal {
        Instant now = clock.instant();
        ActingTrust acting = trust.inForce(now);
        Optional<Refusal> refused;
        try {
            refused =
                    Objects.requireNonNull(
                            transaction.execute(status -> {
                                Optional<Held> held = hold(message);
                                Optional<Refusal> rule = refusal(held);
                                if (rule.isEmpty()) {
                                    mark(message, state, operator, now, words);
                                    send(held.orElseThrow(), successor, acting);
                                }
                                return rule;
                            }));
        } catch (NotSealed e) {
            throw e.refusal();
        }
        if (refused.isPresent()) {
            throw refused.get();
        }
    }

    private static Optional<Refusal> refusal(Optional<Held> held) {
        if (held.isEmpty()) {
            return Optional.of(new Refusal(ProblemType.NOT_FOUND));
        }
        if (held.get().state() != State.DEAD) {
            String rule = "only a dead notice; this one is " + held.get().state();
            return Optional.of(new Refusal(ProblemType.CONFLICT, "rule", rule));
        }
        return Optional.empty();
    }

    private Optional<Held> hold(UUID message) {
        return jdbc.sql(HOLD)
                .param(message)
                .query((row, n) ->
                        new Held(
                                message,
                                NodeId.parse(row.getString("partner")),
                                row.getLong("sequence"),
                                row.getString("ordering"),
                                State.valueOf(row.getString("state")),
                                row.getBytes("body")))
                .optional();
    }

    private void mark(
            UUID message, State state, String operator, Instant now, @Nullable String words) {
        jdbc.sql(SETTLE)
                .param(state.name())
                .param(operator)
                .param(now.atOffset(ZoneOffset.UTC))
                .param(words)
                .param(message)
                .update();
    }

    private void send(Held dead, Successor successor, ActingTrust acting) {
        Envelope envelope = envelope(dead);
        var next =
                new OutgoingNotice(
                        dead.partner(),
                        successor.of(envelope),
                        dead.ordering(),
                        envelope.purpose(),
                        acting,
                        new OutgoingNotice.Repeated(dead.message(), dead.number()));
        try {
            MessageId id = outbox.add(List.of(next)).getFirst();
            jdbc.sql(FOLLOW).params(id.value(), dead.message()).update();
            if (next.data().type() == MessageType.RECALL_NOTICE) {
                recalls.follows(id.value(), dead.message());
            }
        } catch (Refusal e) {
            throw new NotSealed(e);
        }
    }

    /** What it said; its body stays as long as its row is dead. */
    private static Envelope envelope(Held dead) {
        try {
            CompactJws jws = CompactJws.parse(Objects.requireNonNull(dead.body()), JwsType.MESSAGE);
            return Envelope.parse(jws.payload());
        } catch (MalformedJws | MalformedJson e) {
            throw new IllegalStateException("this node's own message cannot be read", e);
        }
    }
}
