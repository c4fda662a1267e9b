package org.xinqiao.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.log.Checkpoint;
import org.xinqiao.contracts.log.ConsistencyProof;
import org.xinqiao.contracts.log.EntryBundle;
import org.xinqiao.contracts.log.Frontier;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.log.MerkleTree;
import org.xinqiao.contracts.log.NoteKey;
import org.xinqiao.contracts.log.SignedCheckpoint;
import org.xinqiao.contracts.log.Tile;
import org.xinqiao.gateway.seal.LogKeys;

class LogWriterIT {
    private static final NodeId WITNESS = NodeId.parse("cn-350100");

    @TempDir Path directory;

    private Ledger ledger;

    @BeforeEach
    void open() throws Exception {
        ledger = new Ledger(directory);
    }

    @AfterEach
    void close() throws Exception {
        ledger.close();
    }

    @Test
    void log_withoutEntries_isSignedOnce() throws Exception {
        LogWriter writer = ledger.writer();

        assertThat(ledger.log.latest()).isEmpty();
        assertThat(writer.integrate()).isZero();
        assertThat(latest()).isEqualTo(new Checkpoint("cn-350200/log", 0, Hash.EMPTY_TREE));
        ledger.log.latest().orElseThrow().verify(ledger.logNoteKey());
    }

    @Test
    void entries_waiting_standInTheLogInOrder_underOneCheckpoint_withProofs() throws Exception {
        LogWriter writer = ledger.writer();
        ledger.record(1, 4);

        assertThat(writer.integrate()).isEqualTo(3);
        assertThat(latest()).isEqualTo(new Checkpoint("cn-350200/log", 3, root(1, 4)));
        assertThat(ledger.log.proofs(2))
                .singleElement()
                .satisfies(proof -> {
                    assertThat(proof.entry()).isEqualTo(Ledger.entry(2).bytes());
                    assertThat(proof.inclusion().index()).isEqualTo(1);
                    proof.inclusion()
                            .verify(Ledger.entry(2).leaf(), proof.checkpoint().checkpoint().root());
                    proof.checkpoint().verify(ledger.logNoteKey());
                });
        assertThat(ledger.log.proofs(4)).isEmpty();
        assertThat(writer.integrate()).isZero();
    }

    @Test
    void log_overSeveralTiles_showsEveryTile_andContinuesItself() throws Exception {
        LogWriter writer = ledger.writer();
        long record = 0;
        List<Checkpoint> checkpoints = new ArrayList<>();
        for (int more : List.of(1, 255, 1, 300, 211)) {
            ledger.record(record, record + more);
            record += more;
            assertThat(writer.integrate()).isEqualTo(more);
            checkpoints.add(latest());
        }
        Checkpoint last = checkpoints.getLast();
        assertThat(last.size()).isEqualTo(768);
        MerkleTree tree = new MerkleTree(ledger.tiles.hashes(768), 768);
        for (Checkpoint earlier : checkpoints) {
            ConsistencyProof proof = tree.consistency(earlier.size());
            proof.verify(earlier.root(), last.root());
            assertThat(ledger.log.root(earlier.size())).contains(earlier.root());
        }
        assertThat(ledger.tiles.content(new Tile(1, 0, 3)))
                .hasValueSatisfying(tile -> assertThat(tile).hasSize(3 * Hash.BYTES));
        assertThat(ledger.tiles.content(new Tile(1, 0, 4))).isEmpty();
        assertThat(ledger.tiles.content(new Tile(0, 3, 1))).isEmpty();
        byte[] entries = ledger.tiles.content(new Tile(Tile.ENTRIES, 2, 256)).orElseThrow();
        assertThat(EntryBundle.parse(entries, 256).orElseThrow().getFirst())
                .isEqualTo(Ledger.entry(512).bytes());
    }

    @Test
    void recording_thatIsRolledBack_leavesNothingInTheLog() {
        LogWriter writer = ledger.writer();
        new TransactionTemplate(ledger.transactions)
                .executeWithoutResult(status -> {
                    ledger.record(1);
                    status.setRollbackOnly();
                });
        ledger.record(2);

        assertThat(writer.integrate()).isOne();
        assertThat(ledger.log.proofs(1)).isEmpty();
        assertThat(ledger.log.proofs(2)).isNotEmpty();
    }

    /** A crash before the commit is a rollback: nothing was signed that anybody could have seen. */
    @Test
    void integration_thatFailsAtTheSignature_losesNothingAndShowsNothing() throws Exception {
        LogWriter writer = ledger.writer();
        ledger.record(1);
        writer.integrate();
        Checkpoint before = latest();
        ledger.record(2, 400);

        LogWriter failing = ledger.writer(failing());
        assertThatThrownBy(failing::integrate).isInstanceOf(IllegalStateException.class);
        assertThat(latest()).isEqualTo(before);
        assertThat(count("log_entry")).isOne();
        assertThat(count("log_hash")).isZero();
        assertThat(count("log_pending")).isEqualTo(398);

        assertThat(writer.integrate()).isEqualTo(398);
        assertThat(latest().root()).isEqualTo(root(1, 400));
    }

    @Test
    void writers_ofSeveralInstances_putEveryEntryInOnce_withoutAGap() throws Exception {
        AtomicLong next = new AtomicLong();
        AtomicLong taken = new AtomicLong();
        long all = 600;
        try (var instances = Executors.newFixedThreadPool(4)) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                LogWriter writer = ledger.writer();
                Callable<Void> writing =
                        () -> {
                            while (taken.get() < all) {
                                taken.addAndGet(writer.integrate());
                            }
                            return null;
                        };
                done.add(instances.submit(writing));
                Callable<Void> recording =
                        () -> {
                            for (long n = next.getAndIncrement();
                                    n < all;
                                    n = next.getAndIncrement()) {
                                ledger.record(n);
                            }
                            return null;
                        };
                done.add(instances.submit(recording));
            }
            for (Future<?> each : done) {
                each.get();
            }
        }
        assertThat(taken).hasValue(all);
        assertThat(latest().size()).isEqualTo(all);
        assertThat(ledger.log.root(all)).contains(latest().root());
        assertThat(
                        ledger.jdbc
                                .sql("select count(*) from log_entry where index < ?")
                                .param(all)
                                .query(Long.class)
                                .single())
                .isEqualTo(all);
    }

    @Test
    void entry_changedInTheDatabase_isAnAlarm_andNothingFurtherIsSigned() {
        LogWriter writer = ledger.writer();
        ledger.record(1, 4);
        writer.integrate();
        Checkpoint before = latest();
        ledger.jdbc
                .sql("update log_entry set entry = ? where index = 1")
                .param(Ledger.entry(77).bytes())
                .update();
        ledger.record(4);

        assertThat(writer.integrate()).isZero();
        assertThat(writer.integrate()).isZero();
        assertThat(ledger.alarms.list())
                .singleElement()
                .satisfies(alarm -> {
                    assertThat(alarm.kind()).isEqualTo(Alarm.Kind.LOG_INCONSISTENT);
                    assertThat(alarm.origin()).isEqualTo("cn-350200/log");
                    assertThat(alarm.proof().get("known").stringValue())
                            .startsWith("cn-350200/log\n3\n");
                });
        assertThat(latest()).isEqualTo(before);
    }

    @Test
    void proofs_ofACosignedEntry_areByTheFirstCheckpointOfEachWitness() throws Exception {
        LogWriter writer = ledger.writer();
        NodeId other = NodeId.parse("cn-330100");
        SigningKey one = Keys.generate(SignatureAlgorithm.EDDSA, new java.security.SecureRandom());
        SigningKey two = Keys.generate(SignatureAlgorithm.EDDSA, new java.security.SecureRandom());
        ledger.record(1, 3);
        writer.integrate();
        cosign(WITNESS, one, 100);
        ledger.record(3);
        writer.integrate();
        cosign(WITNESS, one, 200);
        cosign(other, two, 201);
        cosign(other, two, 260);

        List<LogProof> proofs = ledger.log.proofs(1);

        assertThat(proofs).hasSize(2);
        assertThat(proofs.getFirst().checkpoint().checkpoint().size()).isEqualTo(2);
        assertThat(
                        proofs.getFirst()
                                .checkpoint()
                                .verifyCosignature(NoteKey.ofWitness(WITNESS, one.publicKey())))
                .isEqualTo(Instant.ofEpochSecond(100));
        assertThat(
                        proofs.getLast()
                                .checkpoint()
                                .verifyCosignature(NoteKey.ofWitness(other, two.publicKey())))
                .isEqualTo(Instant.ofEpochSecond(201));
        for (LogProof proof : proofs) {
            proof.inclusion()
                    .verify(Ledger.entry(1).leaf(), proof.checkpoint().checkpoint().root());
        }
        SignedCheckpoint both = ledger.log.cosigned().orElseThrow();
        assertThat(both.note().signatures()).hasSize(3);
        both.verify(ledger.logNoteKey());
        both.verifyCosignature(NoteKey.ofWitness(WITNESS, one.publicKey()));
        both.verifyCosignature(NoteKey.ofWitness(other, two.publicKey()));
    }

    private void cosign(NodeId witness, SigningKey key, long seconds) {
        Instant at = Instant.ofEpochSecond(seconds);
        ledger.log.keep(witness, ledger.log.latest().orElseThrow().cosign(witness, key, at), at);
    }

    private LogKeys failing() {
        LogKeys keys = ledger.keys();
        return new LogKeys() {
            @Override
            public NodeId self() {
                return keys.self();
            }

            @Override
            public Optional<SigningKey> signing(KeyUse use, Instant now) {
                return Optional.of(new BrokenKey(ledger.logKey));
            }
        };
    }

    private record BrokenKey(SigningKey key) implements SigningKey {
        @Override
        public SignatureAlgorithm algorithm() {
            return key.algorithm();
        }

        @Override
        public String kid() {
            return key.kid();
        }

        @Override
        public byte[] sign(byte[] message) {
            throw new IllegalStateException("the power fails here");
        }

        @Override
        public org.xinqiao.contracts.crypto.VerificationKey publicKey() {
            return key.publicKey();
        }

        @Override
        public tools.jackson.databind.node.ObjectNode privateJwk() {
            return key.privateJwk();
        }
    }

    private Checkpoint latest() {
        return ledger.log.latest().orElseThrow().checkpoint();
    }

    private long count(String table) {
        return ledger.jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    private static Hash root(long from, long to) {
        Frontier frontier = new Frontier();
        for (long record = from; record < to; record++) {
            frontier.append(Ledger.entry(record).leaf(), (level, index, hash) -> {});
        }
        return frontier.root();
    }
}
