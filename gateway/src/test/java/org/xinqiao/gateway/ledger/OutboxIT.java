package org.xinqiao.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xinqiao.gateway.TestFederation.HOME;
import static org.xinqiao.gateway.TestFederation.HOST;
import static org.xinqiao.gateway.TestFederation.STRANGER;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.TrustNotice;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.TestDatabases;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.TestNotices;
import org.xinqiao.gateway.disclose.Disclosed;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.seal.NodeKeyring;
import org.xinqiao.trust.key.KeyDirectory;

class OutboxIT {
    @TempDir Path directory;

    private final TestFederation federation = new TestFederation();
    private final List<TestLedger> instances = new ArrayList<>();
    private NodeConfig.Database database;
    private TestLedger ledger;

    @BeforeEach
    void open() throws Exception {
        database = TestLedger.migrated(TestDatabases.fresh(directory));
        ledger = instance(TestNotices.keyring(federation, HOME, directory));
    }

    private TestLedger instance(NodeKeyring keyring) throws Exception {
        var instance =
                TestLedger.over(database, keyring, Clock.systemUTC(), CountedTransactions::new);
        instances.add(instance);
        return instance;
    }

    @AfterEach
    void close() {
        instances.forEach(TestLedger::close);
    }

    @Test
    void notice_isNumberedSignedAndWritten_asItWillBeSent() throws Exception {
        add(ledger, HOST, 3);

        var rows =
                ledger.jdbc.query(
                        """
                        select o.sequence, o.message, o.kid, r.body from outbox o
                        join message_record r on r.id = o.record order by sequence\
                        """,
                        (row, n) -> {
                            Envelope envelope = envelope(row.getBytes("body"));
                            assertThat(envelope.sequence()).isEqualTo(row.getLong("sequence"));
                            assertThat(envelope.id().value())
                                    .isEqualTo(row.getObject("message", UUID.class));
                            assertThat(envelope.to()).isEqualTo(HOST);
                            return envelope.sequence();
                        });
        assertThat(rows).containsExactly(1L, 2L, 3L);
        assertThat(ledger.count("select count(*) from log_pending")).isEqualTo(3);
    }

    @Test
    void number_ofWhatIsRolledBack_isGivenToTheNext() {
        add(ledger, HOST, 1);
        ledger.transaction()
                .executeWithoutResult(status -> {
                    addWithin(ledger, HOST, 5);
                    status.setRollbackOnly();
                });
        add(ledger, HOST, 1);

        assertThat(numbers(HOST)).containsExactly(1L, 2L);
        assertThat(ledger.count("select count(*) from message_record")).isEqualTo(2);
    }

    @Test
    void partners_areNumberedEachByItself() {
        add(ledger, HOST, 2);
        ledger.transaction()
                .executeWithoutResult(status ->
                        addAll(ledger, List.of(notice(STRANGER), notice(HOST), notice(STRANGER))));

        assertThat(numbers(HOST)).containsExactly(1L, 2L, 3L);
        assertThat(numbers(STRANGER)).containsExactly(1L, 2L);
    }

    @Test
    void noticeInThePlaceOfAnother_keepsItsNumber() {
        add(ledger, HOST, 2);
        var replaced = new OutgoingNotice.Repeated(MessageId.random(1, new Random(1)).value(), 1);
        var again =
                new OutgoingNotice(
                        HOST, data(), "ordering", null, federation.trustOf(HOME), replaced);
        ledger.transaction()
                .executeWithoutResult(
                        status -> addAll(ledger, List.of(notice(HOST), again, notice(HOST))));

        assertThat(numbers(HOST)).containsExactly(1L, 1L, 2L, 3L, 4L);
        assertThat(
                        ledger.jdbc.queryForObject(
                                "select sequence from outbox where replays = ?",
                                Long.class,
                                replaced.id()))
                .isEqualTo(1);
    }

    @Test
    void instances_addingAtOnce_leaveNoGap_andSomeRollBack() throws Exception {
        TestLedger other = instance(TestNotices.keyring(federation, HOME, directory));
        int each = 25;
        try (var threads = Executors.newFixedThreadPool(6)) {
            var ends = new ArrayList<Future<?>>();
            for (int thread = 0; thread < 6; thread++) {
                TestLedger instance = thread % 2 == 0 ? ledger : other;
                boolean back = thread >= 4;
                ends.add(
                        threads.submit(() -> {
                            for (int i = 0; i < each; i++) {
                                addOrRollBack(instance, back);
                            }
                        }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
        long[] all = LongStream.rangeClosed(1, 4L * each).toArray();
        assertThat(numbers(HOST)).containsExactlyElementsOf(LongStream.of(all).boxed().toList());
        assertThat(numbers(STRANGER)).hasSize(4 * each);
    }

    private void addOrRollBack(TestLedger instance, boolean back) {
        instance.transaction()
                .executeWithoutResult(status -> {
                    addAll(instance, List.of(notice(STRANGER), notice(HOST)));
                    if (back) {
                        status.setRollbackOnly();
                    }
                });
    }

    @Test
    void signal_isRaisedForWhatIsCommitted_andAListenerThatFailsHarmsNothing() {
        var heard = new CopyOnWriteArrayList<String>();
        ledger.signal.listen(partner -> {
            throw new IllegalStateException("for the test");
        });
        ledger.signal.listen(heard::add);

        ledger.transaction()
                .executeWithoutResult(status -> {
                    addWithin(ledger, STRANGER, 1);
                    status.setRollbackOnly();
                });
        assertThat(heard).isEmpty();
        add(ledger, HOST, 2);
        assertThat(heard).containsExactly(HOST.value());
    }

    @Test
    void notice_withNoKeyToSignWith_isRefusedAndDrawsNoNumber() throws Exception {
        TestLedger mute =
                instance(
                        NodeKeyring.load(
                                new KeyDirectory(Files.createDirectory(directory.resolve("x")))));

        assertThatThrownBy(() ->
                        mute.transaction().executeWithoutResult(status -> addWithin(mute, HOST, 1)))
                .hasCauseInstanceOf(Refusal.class)
                .cause()
                .extracting(e -> ((Refusal) e).type())
                .isEqualTo(ProblemType.TRY_LATER);
        assertThat(ledger.count("select count(*) from outbox_sequence")).isZero();
    }

    private void add(TestLedger instance, NodeId to, int count) {
        instance.transaction().executeWithoutResult(status -> addWithin(instance, to, count));
    }

    private void addWithin(TestLedger instance, NodeId to, int count) {
        addAll(instance, LongStream.range(0, count).mapToObj(i -> notice(to)).toList());
    }

    private static void addAll(TestLedger instance, List<OutgoingNotice> notices) {
        try {
            instance.outbox.add(notices);
        } catch (Refusal e) {
            throw new IllegalStateException(e);
        }
    }

    private OutgoingNotice notice(NodeId to) {
        return OutgoingNotice.of(to, data(), "ordering", null, federation.trustOf(HOME));
    }

    private static Disclosed data() {
        return Disclosed.notice(new TrustNotice(1));
    }

    private List<Long> numbers(NodeId partner) {
        return ledger.jdbc.queryForList(
                "select sequence from outbox where partner = ? order by sequence",
                Long.class,
                partner.value());
    }

    private static Envelope envelope(byte[] body) {
        try {
            return Envelope.parse(CompactJws.parse(body, JwsType.MESSAGE).payload());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
