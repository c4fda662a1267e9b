package org.xinqiao.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.TrustNotice;
import org.xinqiao.gateway.TestDatabases;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.TestNodes;
import org.xinqiao.gateway.TestNotices;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.seal.NodeKeyring;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;

/** However many instances find a newer snapshot, each partner hears of it once. */
class TellTrustIT {
    private static final int INSTANCES = 5;

    @TempDir Path directory;

    private final List<TestLedger> ledgers = new ArrayList<>();
    private final List<TellTrust> instances = new ArrayList<>();
    private final AtomicLong found = new AtomicLong();
    private int partners;

    /** Finds what the test says. */
    private static final class FoundTrust extends Trust {
        private final ActingTrust acting;
        private final AtomicLong found;

        @SuppressWarnings("NullAway") // neither holder nor approvals are asked
        FoundTrust(NodeConfig config, ActingTrust acting, AtomicLong found) {
            super(config, null, null);
            this.acting = acting;
            this.found = found;
        }

        @Override
        public ActingTrust inForce(java.time.Instant now) {
            return acting;
        }

        @Override
        public long found() {
            return found.get();
        }
    }

    @BeforeEach
    void open() throws Exception {
        var federation = new TestFederation();
        NodeKeyring keyring = TestNotices.keyring(federation, TestFederation.HOME, directory);
        NodeConfig config = TestNodes.files(TestFederation.HOME.value(), directory);
        ActingTrust acting = federation.trustOf(TestFederation.HOME);
        partners = acting.partners().size();
        NodeConfig.Database database = TestLedger.migrated(TestDatabases.fresh(directory));
        for (int i = 0; i < INSTANCES; i++) {
            TestLedger ledger =
                    TestLedger.over(
                            database, keyring, Clock.systemUTC(), JdbcTransactionManager::new);
            ledgers.add(ledger);
            instances.add(
                    new TellTrust(
                            ledger.client,
                            ledger.outbox,
                            new FoundTrust(config, acting, found),
                            ledger.transactions,
                            Clock.systemUTC()));
        }
    }

    @AfterEach
    void close() {
        ledgers.forEach(TestLedger::close);
    }

    @Test
    void snapshot_foundByAllInstancesAtOnce_isToldToEachPartnerOnce() throws Exception {
        assertThat(partners).isPositive();
        allLook();
        assertThat(told()).as("nothing was found").isEmpty();
        for (long version = 43; version < 49; version++) {
            found.set(version);
            allLook();
            allLook();
            long now = version;
            assertThat(told()).filteredOn(told -> told == now).hasSize(partners);
        }
        assertThat(told()).hasSize(6 * partners);
        assertThat(ledgers.getFirst().count("select max(last) from outbox_sequence")).isEqualTo(6);
    }

    private void allLook() throws Exception {
        var barrier = new CyclicBarrier(INSTANCES);
        try (var threads = Executors.newFixedThreadPool(INSTANCES)) {
            var all = new ArrayList<Future<?>>();
            for (TellTrust instance : instances) {
                all.add(
                        threads.submit(() -> {
                            barrier.await();
                            instance.look();
                            return null;
                        }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    /** The snapshots that the notices in the outbox name. */
    private List<Long> told() {
        return ledgers.getFirst()
                .jdbc
                .query(
                        "select r.body from outbox o join message_record r on r.id = o.record",
                        (row, n) -> {
                            try {
                                var jws = CompactJws.parse(row.getBytes(1), JwsType.MESSAGE);
                                return TrustNotice.parse(Envelope.parse(jws.payload()).data())
                                        .snapshot();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
    }
}
