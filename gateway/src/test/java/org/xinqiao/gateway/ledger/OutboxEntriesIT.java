package org.xinqiao.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.gateway.ledger.OutboxEntries.Filter;
import org.xinqiao.gateway.ledger.OutboxEntries.Position;
import org.xinqiao.gateway.ledger.OutboxEntry.State;

/** What an operator sees of the outbox, and which gaps alarm. */
class OutboxEntriesIT {
    private static final Instant NOW = Ledger.NOW;
    private static final Instant OVERDUE = NOW.minusSeconds(60);
    private static final NodeId FUZHOU = NodeId.parse("cn-350100");
    private static final NodeId HANGZHOU = NodeId.parse("cn-330100");

    @TempDir static Path directory;

    private static Ledger ledger;
    private static OutboxEntries entries;
    private long next;

    @BeforeAll
    static void open() throws Exception {
        ledger = new Ledger(directory);
        entries = new OutboxEntries(ledger.jdbc);
    }

    @AfterAll
    static void close() throws Exception {
        ledger.close();
    }

    @BeforeEach
    void empty() {
        ledger.jdbc.sql("truncate outbox, outbox_lane, inbox_gap, alarm").update();
    }

    @Test
    void overdue_isWhatWasSignedBefore_changesOfConsentsFirst() {
        UUID benefit =
                add(FUZHOU, MessageType.BENEFIT_NOTICE, State.WAITING, OVERDUE.minusMillis(2));
        UUID consent = add(FUZHOU, MessageType.CONSENT_NOTICE, State.DEAD, OVERDUE.minusMillis(1));
        add(FUZHOU, MessageType.CONSENT_NOTICE, State.WAITING, OVERDUE);
        add(FUZHOU, MessageType.CONSENT_NOTICE, State.REPLAYED, OVERDUE.minusMillis(1));
        var filter = new Filter(Set.of(State.WAITING, State.DEAD), null, null, OVERDUE);
        assertThat(entries.list(filter, null, 10))
                .extracting(OutboxEntry::message)
                .containsExactly(consent, benefit);
    }

    @Test
    void list_pageByPage_showsEachEntryOnce() {
        var all = new ArrayList<UUID>();
        for (int i = 0; i < 3; i++) {
            all.add(add(FUZHOU, MessageType.CONSENT_NOTICE, State.WAITING, NOW));
        }
        for (int i = 0; i < 4; i++) {
            all.add(add(FUZHOU, MessageType.BENEFIT_NOTICE, State.WAITING, NOW));
        }
        var filter = new Filter(Set.of(), null, null, null);
        var seen = new ArrayList<UUID>();
        List<OutboxEntry> page = entries.list(filter, null, 2);
        while (!page.isEmpty()) {
            page.forEach(entry -> seen.add(entry.message()));
            page = entries.list(filter, Position.of(page.getLast()), 2);
        }
        assertThat(seen).containsExactlyElementsOf(all);
    }

    @Test
    void filter_byPartnerTypeAndState_leavesTheOthersOut() {
        UUID asked = add(HANGZHOU, MessageType.BENEFIT_NOTICE, State.DEAD, NOW);
        add(HANGZHOU, MessageType.BENEFIT_NOTICE, State.WAITING, NOW);
        add(HANGZHOU, MessageType.CONSENT_NOTICE, State.DEAD, NOW);
        add(FUZHOU, MessageType.BENEFIT_NOTICE, State.DEAD, NOW);
        var filter =
                new Filter(Set.of(State.DEAD), HANGZHOU, MessageType.BENEFIT_NOTICE.wire(), null);
        assertThat(entries.list(filter, null, 10))
                .extracting(OutboxEntry::message)
                .containsExactly(asked);
    }

    @Test
    void gauges_showWhatWaitsWhatIsDeadAndHowOldItIs_forEachPartner_asItIsNow() {
        var registry = new SimpleMeterRegistry();
        var meters = new OutboxMeters(entries, registry, Clock.fixed(NOW, ZoneOffset.UTC));
        lane(FUZHOU);
        lane(HANGZHOU);
        add(FUZHOU, MessageType.BENEFIT_NOTICE, State.WAITING, NOW.minusSeconds(5));
        add(FUZHOU, MessageType.BENEFIT_NOTICE, State.WAITING, NOW.minusSeconds(3));
        add(FUZHOU, MessageType.BENEFIT_NOTICE, State.DEAD, NOW.minusSeconds(9));
        add(FUZHOU, MessageType.BENEFIT_NOTICE, State.DISCARDED, NOW.minusSeconds(20));
        add(FUZHOU, MessageType.BENEFIT_NOTICE, State.REPLAYED, NOW.minusSeconds(30));
        meters.look();
        assertThat(gauges(registry, FUZHOU)).containsExactly(2.0, 1.0, 9.0);
        assertThat(gauges(registry, HANGZHOU)).containsExactly(0.0, 0.0, 0.0);

        ledger.jdbc.sql("delete from outbox where state in ('WAITING', 'DEAD')").update();
        add(HANGZHOU, MessageType.CONSENT_NOTICE, State.WAITING, NOW.plusSeconds(1));
        meters.look();
        assertThat(gauges(registry, FUZHOU)).containsExactly(0.0, 0.0, 0.0);
        assertThat(gauges(registry, HANGZHOU)).containsExactly(1.0, 0.0, 0.0);
    }

    private static List<Double> gauges(SimpleMeterRegistry registry, NodeId partner) {
        return List.of("waiting", "dead", "oldest.seconds").stream()
                .map(name ->
                        registry.get("xinqiao.outbox." + name)
                                .tag("partner", partner.value())
                                .gauge()
                                .value())
                .toList();
    }

    @Test
    void lanes_countWhatWaitsAndWhatIsDead_andNameTheOldest() {
        lane(FUZHOU);
        lane(HANGZHOU);
        add(FUZHOU, MessageType.BENEFIT_NOTICE, State.WAITING, NOW.minusSeconds(5));
        add(FUZHOU, MessageType.BENEFIT_NOTICE, State.DEAD, NOW.minusSeconds(9));
        add(FUZHOU, MessageType.BENEFIT_NOTICE, State.DISCARDED, NOW.minusSeconds(20));
        assertThat(entries.lanes())
                .extracting(
                        OutboxEntries.Lane::partner,
                        OutboxEntries.Lane::waiting,
                        OutboxEntries.Lane::dead,
                        OutboxEntries.Lane::oldest)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(HANGZHOU, 0L, 0L, null),
                        org.assertj.core.groups.Tuple.tuple(FUZHOU, 1L, 1L, NOW.minusSeconds(9)));
    }

    @Test
    void gap_ofThirtyDays_alarmsOnce_andAYoungerOneNever() {
        var watch =
                new MissingNumbers(
                        new Numbers(ledger.jdbc), ledger.alarms, Clock.fixed(NOW, ZoneOffset.UTC));
        gap(FUZHOU, NOW.minus(Duration.ofDays(30)));
        gap(HANGZHOU, NOW.minus(Duration.ofDays(30)).plusMillis(1));
        watch.look();
        watch.look();
        assertThat(ledger.alarms.list())
                .singleElement()
                .satisfies(alarm -> {
                    assertThat(alarm.kind()).isEqualTo(Alarm.Kind.NUMBERS_MISSING);
                    assertThat(alarm.origin()).isEqualTo("cn-350100/notices");
                    assertThat(alarm.proof().path("from").longValue()).isEqualTo(3);
                    assertThat(alarm.proof().path("to").longValue()).isEqualTo(4);
                });
    }

    private UUID add(NodeId partner, MessageType type, State state, Instant at) {
        next++;
        var message = new UUID(0x019aL << 48 | 0x7000, next);
        ledger.jdbc
                .sql(
                        """
                        insert into outbox (record, message, partner, sequence, ordering, type, kid,
                          created_at, due_at, state)
                        values (?,?,?,?,'o',?,'k',?,now(),?)\
                        """)
                .params(
                        next,
                        message,
                        partner.value(),
                        next,
                        type.wire(),
                        at.atOffset(ZoneOffset.UTC),
                        state.name())
                .update();
        return message;
    }

    private static void lane(NodeId partner) {
        ledger.jdbc
                .sql("insert into outbox_lane values (?, '', 0, now(), now(), 0, null)")
                .param(partner.value())
                .update();
    }

    private static void gap(NodeId source, Instant since) {
        ledger.jdbc
                .sql("insert into inbox_gap values (?, 3, 4, ?)")
                .params(source.value(), since.atOffset(ZoneOffset.UTC))
                .update();
    }
}
