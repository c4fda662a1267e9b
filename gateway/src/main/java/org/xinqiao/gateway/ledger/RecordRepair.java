package org.xinqiao.gateway.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.Finding;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.stream.Change;
import org.xinqiao.contracts.stream.Content;
import org.xinqiao.contracts.stream.RangeSums;
import org.xinqiao.contracts.stream.Signed;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.contracts.stream.StreamRules;
import org.xinqiao.contracts.stream.StreamRules.Sameness;
import org.xinqiao.contracts.stream.StreamState;
import org.xinqiao.gateway.lists.EntryJudge;
import org.xinqiao.gateway.lists.KeptStream;
import org.xinqiao.gateway.lists.KeptStream.Compared;
import org.xinqiao.gateway.lists.Quarantine;
import org.xinqiao.gateway.lists.StoredSums;
import org.xinqiao.gateway.lists.StreamEntries;
import org.xinqiao.gateway.lists.Streams;
import org.xinqiao.gateway.lists.Subjects;
import org.xinqiao.gateway.lists.TakenRecalls;
import org.xinqiao.gateway.trust.ActingTrust;

/**
 * Compares what is held of another's stream with what its source signs, and puts right what
 * differs: all of it at once, and only if the root is the signed one then.
 */
@Component
public class RecordRepair {
    private final Streams streams;
    private final StreamEntries entries;
    private final Quarantine quarantine;
    private final TakenRecalls recalls;
    private final EntryJudge judge;
    private final Subjects subjects;
    private final SealedEntries sealed;
    private final StreamAlarms alarms;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    /** Repairs in a node's database. */
    public RecordRepair(
            Streams streams,
            StreamEntries entries,
            Quarantine quarantine,
            TakenRecalls recalls,
            EntryJudge judge,
            Subjects subjects,
            SealedEntries sealed,
            StreamAlarms alarms,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions) {
        this.streams = streams;
        this.entries = entries;
        this.quarantine = quarantine;
        this.recalls = recalls;
        this.judge = judge;
        this.subjects = subjects;
        this.sealed = sealed;
        this.alarms = alarms;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** How what is held compares with a state that the source signed; kept, and an alarm if not. */
    public Sameness compare(StreamName name, Signed<StreamState> state, Instant now) {
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    KeptStream held = streams.held(name).orElse(null);
                    if (held == null) {
                        return Sameness.BEHIND;
                    }
                    return compare(held, state, now);
                }));
    }

    private Sameness compare(KeptStream held, Signed<StreamState> state, Instant now) {
        if (state.statement().size() != held.seq()) {
            return StreamRules.compare(
                    held.seq(), held.edge().root(), Hash.EMPTY_TREE, state.statement());
        }
        Hash root = entries.root(held.id());
        Sameness sameness =
                StreamRules.compare(held.seq(), held.edge().root(), root, state.statement());
        streams.computed(held.id(), held.seq(), root);
        streams.stated(
                held.id(),
                state.bytes(),
                sameness == Sameness.SAME ? Compared.SAME : Compared.DIFFERENT);
        if (sameness != Sameness.SAME) {
            alarms.differs(held.name(), held.seq(), root, state, now);
        }
        return sameness;
    }

    /** Whether what an own stream is said to be is what the database holds. */
    public Sameness verifyOwn(StreamName name) {
        return Objects.requireNonNull(
                transaction.execute(status -> {
                    KeptStream held = streams.held(name).orElseThrow();
                    if (!entries.logRoot(held.id(), held.seq()).equals(held.edge().root())) {
                        return Sameness.LOG_DIFFERS;
                    }
                    Hash known = held.stateIsKnown() ? held.stateRoot() : null;
                    boolean same = known == null || known.equals(entries.root(held.id()));
                    return same ? Sameness.SAME : Sameness.STATE_DIFFERS;
                }));
    }

    /** The sums of what is held. */
    public StoredSums sums(StreamName name) {
        return new StoredSums(jdbc, streams.find(name).orElseThrow().id());
    }

    /**
     * Puts right what differs.
     *
     * @param changes the source's entries where ours differ or are missing
     * @param extra places where only we have an entry
     * @return whether what is held is what was signed now; if not, nothing was changed
     */
    public boolean repair(
            StreamName name,
            List<Change> changes,
            List<Long> extra,
            Signed<StreamState> state,
            ActingTrust trust,
            Instant now) {
        return Boolean.TRUE.equals(
                transaction.execute(status -> {
                    KeptStream held = streams.held(name).orElseThrow();
                    if (held.seq() != state.statement().size()) {
                        return false;
                    }
                    extra.forEach(place -> entries.remove(held, place));
                    for (Change change : changes) {
                        entries.remove(held, RangeSums.Element.placeOf(change.key()));
                    }
                    put(held, changes, trust, now);
                    Hash root = entries.root(held.id());
                    if (!root.equals(state.statement().stateRoot())) {
                        status.setRollbackOnly();
                        return false;
                    }
                    streams.repaired(held.id(), entries.count(held.id()));
                    streams.computed(held.id(), held.seq(), root);
                    streams.stated(held.id(), state.bytes(), Compared.SAME);
                    return true;
                }));
    }

    private void put(KeptStream held, List<Change> changes, ActingTrust trust, Instant now) {
        var aside = new ArrayList<Quarantine.Aside>();
        Map<String, Long> recalled = recalls.ahead(held);
        for (Change change : changes) {
            if (change.seq() < recalled.getOrDefault(change.key(), 0L)) {
                Hash leaf = change.stateLeaf().orElseThrow();
                entries.put(
                        held, new StreamEntries.Row(change.key(), change.seq(), leaf, null, null));
                continue;
            }
            Entry entry =
                    switch (change.content()) {
                        case Content.Open open -> open.entry();
                        case Content.Sealed one ->
                                sealed.open(one, held.name(), change.key(), trust);
                        case Content.Recalled _, Content.Erased _ -> null;
                    };
            List<Finding> findings =
                    entry == null
                            ? List.of(TakenBatch.UNREADABLE)
                            : judge.judge(entry, held.name().isPersonal(), now);
            boolean good = entry != null && EntryJudge.passes(findings);
            entries.put(
                    held,
                    new StreamEntries.Row(
                            change.key(),
                            change.seq(),
                            change.stateLeaf().orElseThrow(),
                            good ? change.content() : null,
                            good && entry != null ? subjects.of(entry).orElse(null) : null));
            if (!good) {
                aside.add(
                        new Quarantine.Aside(
                                UUID.randomUUID(), change.seq(), change.key(), findings, null));
            }
        }
        quarantine.add(held.id(), aside, now);
    }
}
