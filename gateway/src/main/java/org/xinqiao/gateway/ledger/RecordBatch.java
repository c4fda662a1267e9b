package org.xinqiao.gateway.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.BadBatch;
import org.xinqiao.contracts.stream.Equivocation;
import org.xinqiao.contracts.stream.Manifest;
import org.xinqiao.contracts.stream.Signed;
import org.xinqiao.contracts.stream.StreamRules;
import org.xinqiao.contracts.stream.StreamState;
import org.xinqiao.gateway.authenticate.AuthenticBatch;
import org.xinqiao.gateway.disclose.Disclosed;
import org.xinqiao.gateway.lists.Batches;
import org.xinqiao.gateway.lists.EntryJudge;
import org.xinqiao.gateway.lists.Forwards;
import org.xinqiao.gateway.lists.KeptStream;
import org.xinqiao.gateway.lists.KeptStream.Compared;
import org.xinqiao.gateway.lists.Quarantine;
import org.xinqiao.gateway.lists.RouteFile;
import org.xinqiao.gateway.lists.StreamEntries;
import org.xinqiao.gateway.lists.Streams;
import org.xinqiao.gateway.lists.Subjects;
import org.xinqiao.gateway.lists.TakenRecalls;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.permit.PermittedBatch;
import org.xinqiao.gateway.receive.Reply;
import org.xinqiao.gateway.seal.Sealed;
import org.xinqiao.gateway.seal.Sealer;

/**
 * Ends the taking of a batch: it is applied whole, with its receipt and the records of both, in one
 * transaction, or not at all. The same batch again gets the receipt of then, byte for byte.
 */
@Component
public class RecordBatch {
    private static final int OK = 200;

    private final Streams streams;
    private final Batches batches;
    private final StreamEntries entries;
    private final Quarantine quarantine;
    private final TakenRecalls recalls;
    private final Forwards forwards;
    private final RouteFile routes;
    private final EntryJudge judge;
    private final Subjects subjects;
    private final SealedEntries sealed;
    private final Sealer sealer;
    private final Records records;
    private final StreamAlarms alarms;
    private final CompareStates comparisons;
    private final SecureRandom random;
    private final TransactionTemplate transaction;

    /** Records into a node's database. */
    public RecordBatch(
            Streams streams,
            Batches batches,
            StreamEntries entries,
            Quarantine quarantine,
            TakenRecalls recalls,
            Forwards forwards,
            RouteFile routes,
            EntryJudge judge,
            Subjects subjects,
            SealedEntries sealed,
            Sealer sealer,
            Records records,
            StreamAlarms alarms,
            CompareStates comparisons,
            SecureRandom random,
            PlatformTransactionManager transactions) {
        this.streams = streams;
        this.batches = batches;
        this.entries = entries;
        this.quarantine = quarantine;
        this.recalls = recalls;
        this.forwards = forwards;
        this.routes = routes;
        this.judge = judge;
        this.subjects = subjects;
        this.sealed = sealed;
        this.sealer = sealer;
        this.records = records;
        this.alarms = alarms;
        this.comparisons = comparisons;
        this.random = random;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What became of a batch. */
    private sealed interface Outcome {
        /**
         * It is applied, now or before.
         *
         * @param uncompared whether what its source signed of the state is still to be compared
         */
        record Receipted(byte[] receipt, boolean uncompared) implements Outcome {}

        /** It is not applied, and nothing is changed. */
        record Refused(Refusal why) implements Outcome {}

        /** Its source told two stories: nothing more is taken from it. */
        record Forked(Equivocation proof) implements Outcome {}
    }

    /**
     * The signed receipt, durable together with the effect.
     *
     * @throws Refusal {@code missing-range} with what is here; {@code equivocation} from then on
     *     where the source contradicted itself; {@code batch-…} where the file is not what was
     *     signed
     */
    @Handler
    public Reply record(PermittedBatch permitted) throws Refusal {
        AuthenticBatch batch = permitted.batch();
        Outcome outcome =
                Objects.requireNonNull(transaction.execute(status -> write(batch, status)));
        return switch (outcome) {
            case Outcome.Receipted done -> {
                if (done.uncompared()) {
                    comparisons.begin(batch.manifest().statement().stream());
                }
                yield new Reply(OK, Reply.JOSE, done.receipt());
            }
            case Outcome.Refused refused -> throw refused.why();
            case Outcome.Forked forked -> throw forked(batch, forked.proof());
        };
    }

    private Outcome write(AuthenticBatch batch, TransactionStatus status) {
        try {
            return judge(batch);
        } catch (ForkedByState e) {
            status.setRollbackOnly();
            return new Outcome.Forked(e.proof);
        } catch (Refusal e) {
            status.setRollbackOnly();
            return new Outcome.Refused(e);
        } catch (BadBatch e) {
            status.setRollbackOnly();
            return new Outcome.Refused(
                    new Refusal(e.problem(), "rule", String.valueOf(e.getMessage())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome judge(AuthenticBatch batch) throws Refusal, BadBatch, IOException {
        Manifest manifest = batch.manifest().statement();
        KeptStream held = streams.hold(manifest.stream(), false, batch.arrived().at());
        if (held.stopped() != null) {
            return new Outcome.Refused(stopped(held));
        }
        Signed<Manifest> last = batches.manifestAt(held.id(), held.seq()).orElse(null);
        Optional<Batches.Kept> atPlace = batches.at(held.id(), manifest.from());
        StreamRules.Verdict verdict =
                StreamRules.judge(
                        held.seq(),
                        last,
                        batch.manifest(),
                        atPlace.map(Batches.Kept::manifest).orElse(null));
        return switch (verdict) {
            case StreamRules.Verdict.Missing missing ->
                    new Outcome.Refused(
                            new Refusal(
                                    ProblemType.MISSING_RANGE,
                                    Map.of(
                                            "stream",
                                            manifest.stream().value(),
                                            "have",
                                            String.valueOf(missing.have()))));
            case StreamRules.Verdict.Forked forked -> new Outcome.Forked(forked.proof());
            case StreamRules.Verdict.Held _ -> held(batch, held, atPlace.orElseThrow());
            case StreamRules.Verdict.Apply _ -> apply(batch, held);
        };
    }

    private Outcome held(AuthenticBatch batch, KeptStream held, Batches.Kept kept) {
        Signed<StreamState> state = batch.state();
        boolean uncompared = false;
        if (state != null && state.statement().size() == held.seq()) {
            Optional<Equivocation> proof = proof(batch, held, held.edge().root(), state);
            if (proof.isPresent()) {
                return new Outcome.Forked(proof.get());
            }
            Optional<Hash> root = stateRoot(held, held.seq(), held.entries());
            uncompared = root.isEmpty();
            stated(held, held.seq(), root, state, batch);
        }
        return new Outcome.Receipted(Objects.requireNonNull(kept.receipt()), uncompared);
    }

    private Outcome apply(AuthenticBatch batch, KeptStream held)
            throws Refusal, BadBatch, IOException {
        Manifest manifest = batch.manifest().statement();
        Instant now = batch.arrived().at();
        var taken = new TakenBatch(batch, held, judge, subjects, sealed, recalls.ahead(held));
        long more = entries.apply(held, taken);
        Signed<StreamState> state = batch.state();
        boolean stated = state != null && state.statement().size() == manifest.to();
        if (state != null && stated) {
            Optional<Equivocation> proof = proof(batch, held, taken.edge().root(), state);
            if (proof.isPresent()) {
                throw new ForkedByState(proof.get());
            }
        }
        long count = held.entries() + more;
        streams.advanced(held, manifest.to(), taken.edge(), manifest.commitment(), count, now);
        quarantine.superseded(held.id(), taken.keys(), manifest.from(), now);
        quarantine.add(held.id(), taken.aside(), now);
        recalls.passed(held, manifest.to());
        if (!routes.routing().from(held.name()).isEmpty()) {
            forwards.due(held.id(), taken.keys());
        }
        Hash root = null;
        if (state != null && stated) {
            Optional<Hash> computed = stateRoot(held, manifest.to(), count);
            stated(held, manifest.to(), computed, state, batch);
            root = computed.orElse(null);
        }
        Sealed receipt =
                sealer.receipt(
                        Disclosed.receipt(taken.receipt(root)),
                        batch.source(),
                        batch.manifest().algorithm().suite(),
                        batch.arrived().manifest(),
                        batch.trust());
        batches.received(held, batch.manifest(), receipt.bytes(), now);
        records.add(List.of(received(batch), Recorded.sent(receipt, records.salt())));
        return new Outcome.Receipted(receipt.bytes(), stated && root == null);
    }

    /** Undoes what was applied: the source contradicts by its state what it signed before. */
    private static final class ForkedByState extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Equivocation proof;

        ForkedByState(Equivocation proof) {
            super("", null, false, false);
            this.proof = proof;
        }
    }

    private Optional<Equivocation> proof(
            AuthenticBatch batch, KeptStream held, Hash logRoot, Signed<StreamState> state) {
        Optional<Equivocation> byLog = Equivocation.of(batch.manifest(), logRoot, state);
        byte[] before = held.statement();
        if (byLog.isPresent() || before == null) {
            return byLog;
        }
        try {
            return Equivocation.ofStates(Signed.state(before), state);
        } catch (BadBatch e) {
            throw new IllegalStateException("a state in the database is damaged", e);
        }
    }

    /** The root of what is here now; empty where computing it would keep the sender waiting. */
    private Optional<Hash> stateRoot(KeptStream held, long seq, long count) {
        Hash known = held.stateRoot();
        if (known != null && held.stateSeq() == seq) {
            return Optional.of(known);
        }
        if (count > Bounds.STATE_AT_ONCE_ENTRIES_MAX) {
            return Optional.empty();
        }
        Hash root = entries.root(held.id());
        streams.computed(held.id(), seq, root);
        return Optional.of(root);
    }

    private void stated(
            KeptStream held,
            long seq,
            Optional<Hash> root,
            Signed<StreamState> state,
            AuthenticBatch batch) {
        root.ifPresentOrElse(
                computed -> compared(held, seq, computed, state, batch),
                () -> streams.stated(held.id(), state.bytes(), null));
    }

    private void compared(
            KeptStream held, long seq, Hash root, Signed<StreamState> state, AuthenticBatch batch) {
        boolean same = root.equals(state.statement().stateRoot());
        streams.stated(held.id(), state.bytes(), same ? Compared.SAME : Compared.DIFFERENT);
        if (!same) {
            alarms.differs(held.name(), seq, root, state, batch.arrived().at());
        }
    }

    private Recorded received(AuthenticBatch batch) {
        Instant at = batch.arrived().at();
        return new Recorded(
                MessageId.random(at.toEpochMilli(), random),
                LogEntry.Direction.RECEIVED,
                batch.source(),
                batch.source(),
                JwsType.MANIFEST.wire(),
                null,
                records.salt(),
                batch.arrived().manifest(),
                at);
    }

    private Refusal forked(AuthenticBatch batch, Equivocation proof) {
        Manifest manifest = batch.manifest().statement();
        transaction.executeWithoutResult(status -> {
            KeptStream held = streams.hold(manifest.stream(), false, batch.arrived().at());
            streams.stop(held.id(), "equivocation at " + proof.place());
            alarms.equivocation(manifest.stream(), proof, batch.arrived().at());
        });
        return refusal(manifest.stream().value(), String.valueOf(proof.place()));
    }

    private static Refusal stopped(KeptStream held) {
        String why = String.valueOf(held.stopped());
        return refusal(held.name().value(), why.substring(why.lastIndexOf(' ') + 1));
    }

    private static Refusal refusal(String stream, String place) {
        return new Refusal(ProblemType.EQUIVOCATION, Map.of("stream", stream, "place", place));
    }
}
