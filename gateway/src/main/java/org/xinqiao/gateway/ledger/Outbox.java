package org.xinqiao.gateway.ledger;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.seal.Sealed;
import org.xinqiao.gateway.seal.Sealer;

/**
 * Notices to send. A notice is numbered, signed and written in the transaction of its cause: either
 * both are there or neither, and the bytes that are signed then are the ones that are sent, however
 * often.
 */
@Repository
public class Outbox {
    private static final String NUMBERS =
            """
            insert into outbox_sequence (partner, last) values (?,?)
            on conflict (partner) do update set last = outbox_sequence.last + excluded.last
            returning last\
            """;
    private static final String INSERT =
            """
            insert into outbox (record, message, partner, sequence, ordering, type, kid, created_at,
              due_at, replays)
            values (?,?,?,?,?,?,?,?,now(),?)\
            """;
    private static final String LANE =
            """
            insert into outbox_lane (partner, owner, token, lease_until, due_at)
            values (?,'',0,now(),now()) on conflict do nothing\
            """;

    private final JdbcTemplate jdbc;
    private final Records records;
    private final Sealer sealer;
    private final OutboxSignal signal;

    /** Partners whose lane is committed; no lane is ever taken away. */
    private final Set<String> lanes = ConcurrentHashMap.newKeySet();

    /** The outbox of a node's database. */
    public Outbox(JdbcTemplate jdbc, Records records, Sealer sealer, OutboxSignal signal) {
        this.jdbc = jdbc;
        this.records = records;
        this.sealer = sealer;
        this.signal = signal;
    }

    /**
     * Numbers, signs and writes notices. Call it within the transaction of their cause, as its last
     * step: the partners' counters stay locked until it ends.
     *
     * @return the notices' ids, in the same order
     * @throws Refusal {@code try-later} if no key is in force to sign with; nothing is written
     */
    public List<MessageId> add(List<OutgoingNotice> notices) throws Refusal {
        if (notices.isEmpty()) {
            return List.of();
        }
        for (OutgoingNotice notice : notices) {
            sealer.ready(notice.to(), notice.trust());
        }
        Map<String, Long> next = draw(notices);
        var sealed = new ArrayList<Sealed>(notices.size());
        var recorded = new ArrayList<Recorded>(notices.size());
        for (OutgoingNotice notice : notices) {
            Sealed message = seal(notice, next);
            sealed.add(message);
            recorded.add(Recorded.sent(message, records.salt()));
        }
        List<Long> ids = records.add(recorded);
        var rows = new ArrayList<Object[]>(notices.size());
        for (int i = 0; i < ids.size(); i++) {
            rows.add(row(ids.get(i), notices.get(i), sealed.get(i)));
        }
        jdbc.batchUpdate(INSERT, rows);
        signalAfterCommit(next.keySet());
        return sealed.stream().map(message -> message.envelope().id()).toList();
    }

    /** The first number for each partner; always in the same order, so that none can deadlock. */
    private Map<String, Long> draw(List<OutgoingNotice> notices) {
        var counts = new TreeMap<String, Long>();
        for (OutgoingNotice notice : notices) {
            counts.merge(notice.to().value(), notice.repeats() == null ? 1L : 0L, Long::sum);
        }
        var next = new HashMap<String, Long>();
        counts.forEach((partner, count) -> {
            if (!lanes.contains(partner)) {
                jdbc.update(LANE, partner);
            }
            Long last = jdbc.queryForObject(NUMBERS, Long.class, partner, count);
            next.put(partner, Objects.requireNonNull(last) - count + 1);
        });
        return next;
    }

    /** From here on there is no way back but to roll back: a number drawn in vain is a gap. */
    private Sealed seal(OutgoingNotice notice, Map<String, Long> next) {
        var repeats = notice.repeats();
        long sequence;
        if (repeats == null) {
            sequence = Objects.requireNonNull(next.get(notice.to().value()));
            next.put(notice.to().value(), sequence + 1);
        } else {
            sequence = repeats.sequence();
        }
        try {
            return sealer.notice(
                    notice.data(),
                    notice.to(),
                    notice.purpose(),
                    sequence,
                    repeats == null ? null : new MessageId(repeats.id()),
                    notice.trust());
        } catch (Refusal e) {
            throw new NotSealed(e);
        }
    }

    private static @Nullable Object[] row(long record, OutgoingNotice notice, Sealed sealed) {
        var repeats = notice.repeats();
        return new Object[] {
            record,
            sealed.envelope().id().value(),
            notice.to().value(),
            sealed.envelope().sequence(),
            notice.ordering(),
            sealed.envelope().type(),
            sealed.kid(),
            sealed.envelope().time().toInstant().atOffset(ZoneOffset.UTC),
            repeats == null ? null : repeats.id()
        };
    }

    private void signalAfterCommit(Set<String> partners) {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        lanes.addAll(partners);
                        partners.forEach(signal::raise);
                    }
                });
    }
}
