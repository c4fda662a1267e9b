package org.xinqiao.gateway.ledger;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.Finding;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.Content;
import org.xinqiao.gateway.lists.EntryJudge;
import org.xinqiao.gateway.lists.Forwards;
import org.xinqiao.gateway.lists.KeptStream;
import org.xinqiao.gateway.lists.Quarantine;
import org.xinqiao.gateway.lists.StreamEntries;
import org.xinqiao.gateway.lists.Streams;
import org.xinqiao.gateway.lists.Subjects;
import org.xinqiao.gateway.permit.PermitEntries;
import org.xinqiao.gateway.receive.EntriesOffered;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;

/**
 * What an operator does about entries that were set aside. An own one, corrected or as it is,
 * becomes a change; one of another source is put in use as it came, if the rules let it now: what
 * it says only its source can change.
 */
@Component
public class SettleQuarantine {
    private final Quarantine quarantine;
    private final Forwards forwards;
    private final Streams streams;
    private final StreamEntries entries;
    private final EntryJudge judge;
    private final Subjects subjects;
    private final SealedEntries sealed;
    private final RecordEntries record;
    private final PermitEntries permit;
    private final Trust trust;
    private final TransactionTemplate transaction;

    /** Settles in a node's database. */
    public SettleQuarantine(
            Quarantine quarantine,
            Forwards forwards,
            Streams streams,
            StreamEntries entries,
            EntryJudge judge,
            Subjects subjects,
            SealedEntries sealed,
            RecordEntries record,
            PermitEntries permit,
            Trust trust,
            PlatformTransactionManager transactions) {
        this.quarantine = quarantine;
        this.forwards = forwards;
        this.streams = streams;
        this.entries = entries;
        this.judge = judge;
        this.subjects = subjects;
        this.sealed = sealed;
        this.record = record;
        this.permit = permit;
        this.trust = trust;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Hands an own entry in again, corrected.
     *
     * @return what is still wrong with it; empty if it became a change
     * @throws Refusal {@code conflict} if it is not open, or is another source's
     */
    public List<Finding> correct(UUID id, Entry entry, String operator, Instant now)
            throws Refusal {
        Quarantine.Case open = open(id);
        return again(open, entry, Quarantine.State.CORRECTED, operator, now);
    }

    /**
     * Judges an entry again, as it came.
     *
     * @return what is still wrong with it; empty if it is in use now
     */
    public List<Finding> replay(UUID id, String operator, Instant now) throws Refusal {
        Quarantine.Case open = open(id);
        ActingTrust acting = trust.inForce(now);
        Content content = content(open);
        Entry entry = entry(open, content, acting);
        if (entry == null) {
            throw conflict("cannot be read by a key of this node");
        }
        if (open.stream().source().equals(acting.self())) {
            return again(open, entry, Quarantine.State.REPLAYED, operator, now);
        }
        List<Finding> findings = judge.judge(entry, open.stream().isPersonal(), now);
        if (!EntryJudge.passes(findings)) {
            return findings;
        }
        boolean used =
                Boolean.TRUE.equals(
                        transaction.execute(status -> {
                            KeptStream held = streams.held(open.stream()).orElseThrow();
                            String key = Objects.requireNonNull(open.key());
                            forwards.due(held.id(), List.of(key));
                            boolean both =
                                    entries.use(
                                                    held,
                                                    key,
                                                    Objects.requireNonNull(open.seq()),
                                                    content,
                                                    subjects.of(entry).orElse(null))
                                            && quarantine.settle(
                                                    id,
                                                    Quarantine.State.REPLAYED,
                                                    operator,
                                                    now,
                                                    null);
                            if (!both) {
                                // Recalled meanwhile: then it must not be in use, either.
                                status.setRollbackOnly();
                            }
                            return both;
                        }));
        if (!used) {
            throw conflict("a later change took its place");
        }
        return List.of();
    }

    /** Gives an entry up, for a reason. Of another source its hash goes on counting. */
    public void discard(UUID id, String operator, String reason, Instant now) throws Refusal {
        open(id);
        if (!quarantine.settle(id, Quarantine.State.DISCARDED, operator, now, reason)) {
            throw conflict("is settled");
        }
    }

    private List<Finding> again(
            Quarantine.Case open, Entry entry, Quarantine.State state, String operator, Instant now)
            throws Refusal {
        var offered = new EntriesOffered(open.stream(), InputStream.nullInputStream(), now);
        // For one of another source this refuses.
        var permitted = permit.permit(offered);
        return record.again(
                permitted,
                Objects.requireNonNull(open.key()),
                entry,
                () -> quarantine.settle(open.id(), state, operator, now, null));
    }

    private Quarantine.Case open(UUID id) throws Refusal {
        Quarantine.Case found =
                quarantine.find(id).orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND));
        if (found.state() != Quarantine.State.OPEN) {
            throw conflict("is " + found.state());
        }
        return found;
    }

    private static Content content(Quarantine.Case open) throws Refusal {
        byte[] body = open.body();
        if (body == null) {
            throw conflict("its content is not kept");
        }
        boolean received = open.seq() != null;
        if (received && open.stream().isPersonal()) {
            return new Content.Sealed(new String(body, StandardCharsets.US_ASCII));
        }
        try {
            return new Content.Open(Entry.parseKnown(StrictJson.parseObject(body)), body, true);
        } catch (MalformedJson e) {
            throw new IllegalStateException("a quarantined entry is damaged", e);
        }
    }

    private @Nullable Entry entry(Quarantine.Case open, Content content, ActingTrust acting) {
        return switch (content) {
            case Content.Open one -> one.entry();
            case Content.Sealed one ->
                    sealed.open(one, open.stream(), Objects.requireNonNull(open.key()), acting);
            case Content.Recalled _, Content.Erased _ -> null;
        };
    }

    private static Refusal conflict(String rule) {
        return new Refusal(ProblemType.CONFLICT, "rule", rule);
    }
}
