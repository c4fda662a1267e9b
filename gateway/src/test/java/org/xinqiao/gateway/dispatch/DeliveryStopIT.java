package org.xinqiao.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.xinqiao.contracts.message.TrustNotice;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.TestDatabases;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.TestNodes;
import org.xinqiao.gateway.TestNotices;
import org.xinqiao.gateway.disclose.Disclosed;
import org.xinqiao.gateway.ledger.Lanes;
import org.xinqiao.gateway.ledger.OutgoingNotice;
import org.xinqiao.gateway.ledger.TestLedger;
import org.xinqiao.gateway.ledger.Waiting;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.FixedTrust;
import org.xinqiao.gateway.trust.TlsIdentity;

/** An instance that ends while a partner has not answered yet. */
class DeliveryStopIT {
    @TempDir Path directory;

    private final TestFederation federation = new TestFederation();

    @Test
    void delivery_stoppedWithACallUnderWay_settlesIt_beginsNoOther_andGivesTheLaneBack()
            throws Exception {
        ActingTrust acting = federation.trustOf(TestFederation.HOME);
        NodeConfig config = TestNodes.files(TestFederation.HOME.value(), directory);
        try (TestLedger ledger =
                TestLedger.over(
                        TestLedger.migrated(TestDatabases.fresh(directory)),
                        TestNotices.keyring(federation, TestFederation.HOME, directory),
                        Clock.systemUTC(),
                        DataSourceTransactionManager::new)) {
            add(ledger, acting);
            NodeConfig.Tls tls = config.federation().tls();
            TlsIdentity shown = TlsIdentity.read(tls.certificate(), tls.key());
            var partners =
                    new PartnerClient(
                            config,
                            () -> shown,
                            new SimpleMeterRegistry(),
                            Bounds.PARTNER_CALL_MILLIS_MAX);
            var send = new SlowSend(partners, ledger);
            var delivery =
                    new Delivery(
                            ledger.lanes,
                            send,
                            partners,
                            new FixedTrust(config, acting),
                            Clock.systemUTC(),
                            ledger.signal);
            delivery.start();
            delivery.look();
            assertThat(send.entered.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(ledger.lanes.take(TestFederation.HOST, "another instance")).isEmpty();

            Thread stopping = Thread.ofPlatform().start(delivery::stop);
            Awaitility.await().until(() -> !delivery.isRunning());
            send.mayEnd.countDown();
            assertThat(stopping.join(Duration.ofSeconds(20))).isTrue();

            assertThat(ledger.count("select count(*) from outbox where attempts = 1"))
                    .as("what was under way is settled")
                    .isOne();
            assertThat(ledger.count("select count(*) from outbox where attempts = 0"))
                    .as("nothing else was begun")
                    .isEqualTo(2);
            assertThat(ledger.lanes.take(TestFederation.HOST, "another instance"))
                    .as("nobody waits for the lease to end")
                    .isPresent();
        }
    }

    /** Three of one ordering: each waits for the one before. */
    private static void add(TestLedger ledger, ActingTrust acting) {
        List<OutgoingNotice> notices =
                Stream.generate(() ->
                                OutgoingNotice.of(
                                        TestFederation.HOST,
                                        Disclosed.notice(new TrustNotice(1)),
                                        "one after the other",
                                        null,
                                        acting))
                        .limit(3)
                        .toList();
        ledger.transaction()
                .executeWithoutResult(status -> {
                    try {
                        ledger.outbox.add(notices);
                    } catch (Refusal e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private static final class SlowSend extends SendNotice {
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch mayEnd = new CountDownLatch(1);

        SlowSend(PartnerClient partners, TestLedger ledger) {
            super(partners, ledger.records, Clock.systemUTC());
        }

        @Override
        Lanes.Outcome send(Waiting notice, ActingTrust trust) {
            entered.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Lanes.Outcome.Later(notice, "slow", Duration.ZERO);
        }
    }
}
