package org.xinqiao.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.TestFederation.HOME;
import static org.xinqiao.gateway.TestFederation.HOST;
import static org.xinqiao.gateway.TestFederation.NOW;
import static org.xinqiao.gateway.TestFederation.STRANGER;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.TestDatabases;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.TestNotices;

class NumbersIT {
    private static final int ROUNDS = Boolean.getBoolean("xinqiao.long") ? 400 : 20;

    @TempDir Path directory;

    private final long seed = Long.getLong("xinqiao.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final TestFederation federation = new TestFederation();
    private final TestNotices notices = new TestNotices(federation, random);
    private TestLedger ledger;

    @BeforeEach
    void open() throws Exception {
        System.out.println("NumbersIT -Dxinqiao.seed=" + seed);
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
    void numbers_inOrder_leaveNoGap() {
        seen(HOST, 1, 2, 3);
        assertThat(gaps(HOST)).isEmpty();
        assertThat(high(HOST)).isEqualTo(3);
    }

    @Test
    void gap_isOpened_split_andClosed() {
        seen(HOST, 1, 7);
        assertThat(gaps(HOST)).containsExactly("2-6");
        seen(HOST, 4);
        assertThat(gaps(HOST)).containsExactly("2-3", "5-6");
        seen(HOST, 2, 6);
        assertThat(gaps(HOST)).containsExactly("3-3", "5-5");
        seen(HOST, 3, 5);
        assertThat(gaps(HOST)).isEmpty();
        assertThat(high(HOST)).isEqualTo(7);
    }

    @Test
    void number_seenBefore_changesNothing() {
        seen(HOST, 1, 5);
        seen(HOST, 1, 5);
        assertThat(gaps(HOST)).containsExactly("2-4");
    }

    @Test
    void senders_haveNumbersOfTheirOwn() {
        seen(HOST, 2);
        seen(STRANGER, 3);
        assertThat(gaps(HOST)).containsExactly("1-1");
        assertThat(gaps(STRANGER)).containsExactly("1-2");
    }

    @Test
    void gap_staysAsOldAsItWas_howeverItShrinks() {
        seen(HOST, 10);
        seen(HOST, 5);
        assertThat(ledger.numbers.openSince(NOW.minusMillis(1))).isEmpty();
        assertThat(ledger.numbers.openSince(NOW))
                .hasSize(2)
                .allMatch(gap -> gap.since().equals(NOW));
    }

    @Test
    void gaps_whateverTheOrder_areTheNumbersThatAreMissing() {
        for (int round = 0; round < ROUNDS; round++) {
            NodeId source = round % 2 == 0 ? HOST : STRANGER;
            ledger.jdbc.execute("truncate inbox_sequence, inbox_gap");
            againstModel(source, 1 + random.nextInt(40));
        }
    }

    private void againstModel(NodeId source, int last) {
        var order = new ArrayList<>(LongStream.rangeClosed(1, last).boxed().toList());
        Collections.shuffle(order, random);
        var missing = new TreeSet<Long>();
        var model = new TreeSet<Long>();
        for (int from = 0; from < order.size(); ) {
            int to = Math.min(order.size(), from + 1 + random.nextInt(5));
            List<Long> batch = order.subList(from, to);
            model.addAll(batch);
            seen(source, batch.stream().mapToLong(Long::longValue).toArray());
            missing.clear();
            LongStream.rangeClosed(1, model.last()).forEach(missing::add);
            missing.removeAll(model);
            assertThat(numbersIn(source)).as("seed %d", seed).isEqualTo(missing);
            from = to;
        }
        assertThat(missing).isEmpty();
        assertThat(high(source)).isEqualTo(last);
    }

    @Test
    void instances_takingAtOnce_loseNoNumber() throws Exception {
        int each = 30;
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int lane = 0; lane < 4; lane++) {
                int first = lane;
                var _ =
                        threads.submit(() -> {
                            for (int i = each - 1; i >= 0; i--) {
                                seen(HOST, 1 + first + 4L * i);
                            }
                        });
            }
        }
        assertThat(gaps(HOST)).isEmpty();
        assertThat(high(HOST)).isEqualTo(4 * each);
    }

    private void seen(NodeId source, long... numbers) {
        var arrived =
                LongStream.of(numbers)
                        .mapToObj(number -> notices.arrived(source, HOME, number))
                        .toList();
        ledger.transaction().executeWithoutResult(status -> ledger.numbers.seen(arrived));
    }

    private TreeSet<Long> numbersIn(NodeId source) {
        var numbers = new TreeSet<Long>();
        for (Numbers.Gap gap : all(source)) {
            LongStream.rangeClosed(gap.low(), gap.high())
                    .forEach(number -> assertThat(numbers.add(number)).isTrue());
        }
        return numbers;
    }

    private List<String> gaps(NodeId source) {
        return all(source).stream().map(gap -> gap.low() + "-" + gap.high()).sorted().toList();
    }

    private List<Numbers.Gap> all(NodeId source) {
        return ledger.numbers.openSince(NOW.plusSeconds(1)).stream()
                .filter(gap -> gap.source().equals(source.value()))
                .toList();
    }

    private long high(NodeId source) {
        return ledger.count("select high from inbox_sequence where source = ?", source.value());
    }
}
