package org.xinqiao.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.TestFederation.HOME;
import static org.xinqiao.gateway.TestFederation.HOST;
import static org.xinqiao.gateway.TestFederation.NOW;
import static org.xinqiao.gateway.TestFederation.STRANGER;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.TrustNotice;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.TestDatabases;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.TestNotices;
import org.xinqiao.gateway.disclose.Disclosed;

/** Who may deliver, what, and in which order. */
class LanesIT {
    private static final String ONE = "instance one";
    private static final String TWO = "instance two";

    @TempDir Path directory;

    private final TestFederation federation = new TestFederation();
    private final Random random = new Random(1);
    private TestLedger ledger;

    @BeforeEach
    void open() throws Exception {
        ledger =
                TestLedger.over(
                        TestLedger.migrated(TestDatabases.fresh(directory)),
                        TestNotices.keyring(federation, HOME, directory),
                        Clock.systemUTC(),
                        CountedTransactions::new);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void lane_isHeldByOneInstance_untilGivenBack() {
        add(HOST, "a");
        assertThat(ledger.lanes.due(ONE).work()).containsExactly(HOST);

        Lanes.Held held = take(ONE);
        assertThat(ledger.lanes.take(HOST, TWO)).isEmpty();
        assertThat(ledger.lanes.due(TWO).work()).isEmpty();
        assertThat(ledger.lanes.due(ONE).work()).containsExactly(HOST);

        ledger.lanes.release(held);
        assertThat(take(TWO).token()).isGreaterThan(held.token());
    }

    @Test
    void lane_ofOnePartner_isNoneOfAnothers() {
        add(HOST, "a");
        add(STRANGER, "a");
        take(ONE);
        assertThat(ledger.lanes.due(TWO).work()).containsExactly(STRANGER);
        assertThat(ledger.lanes.take(STRANGER, TWO)).isPresent();
    }

    @Test
    void lane_withNothingToSend_isNoWork() {
        add(HOST, "a");
        Lanes.Held lane = take(ONE);
        deliver(lane, next(lane));
        assertThat(ledger.lanes.due(ONE).work()).isEmpty();
    }

    @Test
    void holder_whoLostTheLease_canNoLongerWrite() {
        add(HOST, "a", "a");
        Lanes.Held slow = take(ONE);
        List<Waiting> sent = next(slow);
        leaseEnds();
        Lanes.Held other = take(TWO);
        assertThat(other.token()).isGreaterThan(slow.token());

        assertThat(deliver(slow, sent)).isFalse();
        assertThat(waiting()).isEqualTo(2);
        assertThat(received()).isZero();
        ledger.lanes.backOff(slow, "late", Duration.ofHours(1));
        ledger.lanes.release(slow);
        assertThat(ledger.lanes.take(HOST, ONE)).isEmpty();

        assertThat(deliver(other, next(other))).isTrue();
        assertThat(waiting()).isZero();
        assertThat(received()).isEqualTo(2);
    }

    @Test
    void holder_whoseLeaseEndedUnnoticedByAll_stillWrites() {
        add(HOST, "a");
        Lanes.Held held = take(ONE);
        List<Waiting> sent = next(held);
        leaseEnds();
        assertThat(deliver(held, sent)).isTrue();
        assertThat(ledger.lanes.take(HOST, TWO)).as("the lease is renewed").isEmpty();
    }

    @Test
    void notices_comeInTheOrderOfTheirNumbers_asManyAsAsked() {
        add(HOST, "a", "b", "a", "c");
        Lanes.Held lane = take(ONE);
        assertThat(sequences(ledger.lanes.next(lane, 3))).containsExactly(1L, 2L, 3L);
        assertThat(sequences(next(lane))).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void notice_thatIsDelayed_holdsBackOnlyItsOwnOrdering() {
        add(HOST, "a", "b", "a", "c", "b");
        Lanes.Held lane = take(ONE);
        Waiting first = next(lane).getFirst();
        ledger.lanes.settle(
                lane, List.of(new Lanes.Outcome.Later(first, "why", Duration.ofHours(1))));
        assertThat(sequences(next(lane))).containsExactly(2L, 4L, 5L);

        dueNow();
        assertThat(sequences(next(lane))).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(next(lane).getFirst().attempts()).isEqualTo(1);
    }

    @Test
    void notice_thatIsDead_holdsBackNothing() {
        add(HOST, "a", "a");
        Lanes.Held lane = take(ONE);
        Waiting first = next(lane).getFirst();
        ledger.lanes.settle(lane, List.of(new Lanes.Outcome.Dead(first, "refused", null)));

        assertThat(sequences(next(lane))).containsExactly(2L);
        assertThat(
                        ledger.count(
                                "select count(*) from outbox where state = 'DEAD' and reason = 'refused'"))
                .isEqualTo(1);
    }

    @Test
    void notice_delivered_isGone_andItsReceiptKept() {
        add(HOST, "a");
        Lanes.Held lane = take(ONE);
        List<Waiting> sent = next(lane);
        deliver(lane, sent);
        assertThat(ledger.count("select count(*) from outbox")).isZero();
        assertThat(
                        ledger.count(
                                "select count(*) from message_record where reply_to = ?",
                                sent.getFirst().message()))
                .isEqualTo(1);
    }

    @Test
    void partner_outOfReach_isLeftAlone_whoeverAsks() {
        add(HOST, "a");
        Lanes.Held lane = take(ONE);
        ledger.lanes.backOff(lane, "out of reach", Duration.ofHours(1));

        assertThat(ledger.lanes.due(ONE).work()).isEmpty();
        assertThat(ledger.lanes.take(HOST, ONE)).as("a signal does not break the pause").isEmpty();
        assertThat(ledger.lanes.take(HOST, TWO)).isEmpty();

        ledger.jdbc.update("update outbox_lane set due_at = now()");
        assertThat(take(TWO).failures()).isEqualTo(1);
    }

    @Test
    void partner_thatRests_isWokenByAnAnswer_unlessItAskedToBeLeftAlone() {
        add(HOST, "a");
        Lanes.Held lane = take(ONE);
        ledger.lanes.backOff(lane, Lanes.OUT_OF_REACH, Duration.ofHours(1));
        assertThat(ledger.lanes.due(TWO).resting()).containsExactly(HOST);
        ledger.lanes.wake(HOST);
        assertThat(ledger.lanes.due(TWO).resting()).isEmpty();
        assertThat(ledger.lanes.due(TWO).work()).containsExactly(HOST);

        ledger.lanes.backOff(take(TWO), "busy", Duration.ofHours(1));
        assertThat(ledger.lanes.due(ONE).resting()).isEmpty();
        ledger.lanes.wake(HOST);
        assertThat(ledger.lanes.take(HOST, ONE)).isEmpty();
    }

    @Test
    void failures_countInARow_andAreForgottenWithASuccess() {
        add(HOST, "a", "b");
        for (int times = 0; times < 3; times++) {
            Lanes.Held lane = take(ONE);
            assertThat(lane.failures()).isEqualTo(times);
            ledger.lanes.backOff(lane, "out of reach", Duration.ZERO);
        }
        Lanes.Held lane = take(ONE);
        deliver(lane, next(lane).subList(0, 1));
        ledger.lanes.release(lane);
        assertThat(take(ONE).failures()).isZero();
    }

    private void add(NodeId to, String... orderings) {
        List<OutgoingNotice> notices =
                Stream.of(orderings)
                        .map(ordering ->
                                OutgoingNotice.of(
                                        to,
                                        Disclosed.notice(new TrustNotice(1)),
                                        ordering,
                                        null,
                                        federation.trustOf(HOME)))
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

    private Lanes.Held take(String owner) {
        return ledger.lanes.take(HOST, owner).orElseThrow();
    }

    private List<Waiting> next(Lanes.Held lane) {
        return ledger.lanes.next(lane, 100);
    }

    private boolean deliver(Lanes.Held lane, List<Waiting> notices) {
        return ledger.lanes.settle(
                lane,
                notices.stream()
                        .map(notice -> new Lanes.Outcome.Delivered(notice, receipt(notice)))
                        .map(Lanes.Outcome.class::cast)
                        .toList());
    }

    private Recorded receipt(Waiting notice) {
        return new Recorded(
                MessageId.random(NOW.toEpochMilli(), random),
                org.xinqiao.contracts.log.LogEntry.Direction.RECEIVED,
                notice.partner(),
                notice.partner(),
                MessageType.RECEIPT.wire(),
                new MessageId(notice.message()),
                ledger.records.salt(),
                new byte[1],
                NOW);
    }

    private static List<Long> sequences(List<Waiting> notices) {
        return notices.stream().map(Waiting::sequence).toList();
    }

    private void leaseEnds() {
        ledger.jdbc.update("update outbox_lane set lease_until = now()");
    }

    private void dueNow() {
        ledger.jdbc.update("update outbox set due_at = now()");
    }

    private long waiting() {
        return ledger.count("select count(*) from outbox where state = 'WAITING'");
    }

    private long received() {
        return ledger.count("select count(*) from message_record where direction = 0");
    }
}
