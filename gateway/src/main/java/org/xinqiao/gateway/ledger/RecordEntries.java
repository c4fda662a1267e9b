package org.xinqiao.gateway.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Handler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.Finding;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.Content;
import org.xinqiao.contracts.stream.SealedEntry;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.lists.EntryJudge;
import org.xinqiao.gateway.lists.EntryReader;
import org.xinqiao.gateway.lists.EntryReader.Offered;
import org.xinqiao.gateway.lists.KeptStream;
import org.xinqiao.gateway.lists.PendingChanges;
import org.xinqiao.gateway.lists.PendingChanges.Draft;
import org.xinqiao.gateway.lists.Quarantine;
import org.xinqiao.gateway.lists.Quarantine.Aside;
import org.xinqiao.gateway.lists.StreamSignal;
import org.xinqiao.gateway.lists.Streams;
import org.xinqiao.gateway.lists.Subjects;
import org.xinqiao.gateway.operate.BodyTooLarge;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.permit.PermittedEntries;
import org.xinqiao.gateway.seal.Sealer;

/**
 * Ends the handing in of entries: each is judged; what is good is numbered and kept for the next
 * batch, what is to be corrected is set aside, what law forbids to collect is not kept at all. The
 * answer names all that is wrong. Some hundred entries share a transaction: what a broken call had
 * brought before stays, and bringing it again does no harm.
 */
@Component
public class RecordEntries {
    private final EntryJudge judge;
    private final Streams streams;
    private final PendingChanges pending;
    private final Quarantine quarantine;
    private final Subjects subjects;
    private final Sealer sealer;
    private final StreamSignal signal;
    private final SecureRandom random;
    private final TransactionTemplate transaction;

    /** Records into a node's database. */
    public RecordEntries(
            EntryJudge judge,
            Streams streams,
            PendingChanges pending,
            Quarantine quarantine,
            Subjects subjects,
            Sealer sealer,
            StreamSignal signal,
            SecureRandom random,
            PlatformTransactionManager transactions) {
        this.judge = judge;
        this.streams = streams;
        this.pending = pending;
        this.quarantine = quarantine;
        this.subjects = subjects;
        this.sealer = sealer;
        this.signal = signal;
        this.random = random;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What became of them. */
    @Handler
    public SubmittedEntries record(PermittedEntries permitted) throws Refusal {
        var call = new Call(permitted);
        try (var reader = EntryReader.of(permitted.offered().body())) {
            for (Offered next = reader.next(); next != null; next = reader.next()) {
                call.take(next);
            }
        } catch (EntryReader.BrokenArray e) {
            call.unreadable(e.number(), null, "body", "must be one well-formed JSON array");
        } catch (BodyTooLarge e) {
            throw new Refusal(
                    ProblemType.BODY_TOO_LARGE, "body_bytes_max", String.valueOf(e.bytesMax()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            call.flush();
        }
        return call.result();
    }

    /**
     * One entry that was corrected or is to be judged again.
     *
     * @param settle what belongs to it, within the same transaction
     * @return what is wrong with it; empty if it became a change
     */
    List<Finding> again(PermittedEntries permitted, String key, Entry entry, Runnable settle)
            throws Refusal {
        var call = new Call(permitted);
        List<Finding> findings =
                judge.judge(entry, permitted.offered().stream().isPersonal(), call.now);
        if (!EntryJudge.passes(findings)) {
            return findings;
        }
        call.drafts.add(call.draft(key, entry));
        transaction.executeWithoutResult(status -> {
            settle.run();
            call.write();
        });
        call.written();
        return List.of();
    }

    /** One call while it is worked on. */
    private final class Call {
        private final StreamName stream;
        private final Instant now;
        private final @Nullable VerificationKey recipient;
        private final List<Draft> drafts = new ArrayList<>();
        private final List<Aside> asides = new ArrayList<>();
        private final List<SubmittedEntries.Fault> faults = new ArrayList<>();
        private long accepted;
        private long setAside;
        private long refused;
        private @Nullable Long first;
        private @Nullable Long last;

        Call(PermittedEntries permitted) throws Refusal {
            this.stream = permitted.offered().stream();
            this.now = permitted.offered().at();
            this.recipient =
                    stream.recipient() == null
                            ? null
                            : sealer.recipient(stream.recipient(), permitted.trust(), now);
        }

        void take(Offered offered) throws Refusal {
            if (offered.number() > Bounds.ENTRIES_PER_CALL_MAX) {
                throw new Refusal(
                        ProblemType.REQUEST_MALFORMED,
                        java.util.Map.of(
                                "field",
                                "body",
                                "rule",
                                "holds more than " + Bounds.ENTRIES_PER_CALL_MAX + " entries"));
            }
            switch (offered) {
                case Offered.Broken bad -> unreadable(bad.number(), null, bad.field(), bad.rule());
                case Offered.Whole good -> judged(good);
            }
            if (drafts.size() + asides.size() >= Bounds.ENTRIES_AT_ONCE_MAX) {
                flush();
            }
        }

        void unreadable(int number, @Nullable String key, String field, String rule) {
            refused++;
            fault(new SubmittedEntries.Fault(number, key, null, false, List.of(), field, rule));
        }

        private void judged(Offered.Whole offered) {
            Entry entry = offered.entry();
            List<Finding> findings = judge.judge(entry, stream.isPersonal(), now);
            UUID id = null;
            boolean passes = EntryJudge.passes(findings);
            if (passes) {
                drafts.add(draft(offered.key(), entry));
            } else if (EntryJudge.forbidden(findings)) {
                refused++;
            } else {
                id = UUID.randomUUID();
                setAside++;
                asides.add(new Aside(id, null, offered.key(), findings, entry.json()));
            }
            if (!findings.isEmpty()) {
                fault(
                        new SubmittedEntries.Fault(
                                offered.number(), offered.key(), id, passes, findings, null, null));
            }
        }

        Draft draft(String key, Entry entry) {
            VerificationKey to = recipient;
            Content content =
                    to == null
                            ? Content.Open.of(entry)
                            : SealedEntry.seal(entry, stream, key, to, random);
            return new Draft(key, content, subjects.of(entry).orElse(null), null, entry.until());
        }

        private void fault(SubmittedEntries.Fault fault) {
            if (faults.size() < Bounds.FAULTS_NAMED_MAX) {
                faults.add(fault);
            }
        }

        void flush() {
            if (drafts.isEmpty() && asides.isEmpty()) {
                return;
            }
            transaction.executeWithoutResult(status -> write());
            written();
        }

        void write() {
            KeptStream held = streams.hold(stream, true, now);
            if (!drafts.isEmpty()) {
                long from = pending.add(held, drafts, now);
                first = first == null ? from : first;
                last = from + drafts.size() - 1;
                List<String> keys = drafts.stream().map(Draft::key).toList();
                quarantine.superseded(held.id(), keys, Long.MAX_VALUE, now);
            }
            quarantine.add(held.id(), asides, now);
        }

        void written() {
            accepted += drafts.size();
            if (!drafts.isEmpty()) {
                signal.pending(stream);
            }
            drafts.clear();
            asides.clear();
        }

        SubmittedEntries result() {
            return new SubmittedEntries(accepted, first, last, faults, setAside, refused);
        }
    }
}
