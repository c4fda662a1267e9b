package org.xinqiao.gateway.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.stream.BadBatch;
import org.xinqiao.contracts.stream.Change;
import org.xinqiao.contracts.stream.Content;
import org.xinqiao.contracts.stream.RangeSums;
import org.xinqiao.contracts.stream.RangeSums.Element;
import org.xinqiao.contracts.stream.RangeSums.Range;
import org.xinqiao.contracts.stream.RangeSums.Sum;
import org.xinqiao.contracts.stream.StateTree;
import org.xinqiao.contracts.stream.StreamKind;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.TestDatabases;
import org.xinqiao.gateway.ledger.TestLedger;

/** What is the case by a stream, whichever way it came into the database. */
class StreamEntriesIT {
    private static final StreamName STREAM =
            new StreamName(
                    NodeId.parse("cn-350200"), StreamKind.LIST_RED, NodeId.parse("cn-350000"));
    private static final Instant NOW = Instant.parse("2026-11-21T02:30:00Z");

    @TempDir Path directory;

    private HikariDataSource pool;
    private JdbcTemplate jdbc;
    private TransactionTemplate transaction;
    private Streams streams;
    private StreamEntries entries;

    @BeforeEach
    void open() throws Exception {
        pool = TestLedger.pool(TestLedger.migrated(TestDatabases.fresh(directory)));
        jdbc = new JdbcTemplate(pool);
        var manager = new JdbcTransactionManager(pool);
        transaction = new TransactionTemplate(manager);
        streams = new Streams(JdbcClient.create(jdbc));
        entries = new StreamEntries(jdbc, manager);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    /** New keys, changed keys, keys taken back and back again, some twice in one batch. */
    @Test
    void batches_ofAnyKind_leaveWhatTheLastChangeOfEachKeySays() {
        long seed = Long.getLong("xinqiao.seed", System.nanoTime());
        System.out.println("StreamEntriesIT -Dxinqiao.seed=" + seed);
        var random = new Random(seed);
        var expected = new TreeMap<String, Hash>();
        long seq = 0;
        long count = 0;
        for (int batch = 0; batch < 40; batch++) {
            boolean fresh = random.nextInt(3) == 0;
            List<Change> changes = new ArrayList<>();
            for (int i = random.nextInt(60); i >= 0; i--) {
                String key = fresh ? "n" + seq : "k" + random.nextInt(80);
                boolean recall = !fresh && random.nextInt(4) == 0;
                Content content =
                        recall
                                ? new Content.Recalled()
                                : new Content.Sealed("a.b.c.d." + random.nextInt(1000));
                changes.add(new Change(++seq, key, content));
            }
            count += apply(changes);
            for (Change change : changes) {
                change.stateLeaf()
                        .ifPresentOrElse(
                                leaf -> expected.put(change.key(), leaf),
                                () -> expected.remove(change.key()));
            }
            assertThat(count).as("after batch " + batch).isEqualTo(expected.size());
        }
        var tree = new StateTree();
        expected.forEach(tree::add);
        int id = streams.find(STREAM).orElseThrow().id();
        assertThat(entries.root(id)).isEqualTo(tree.root());
        assertThat(entries.count(id)).isEqualTo(expected.size());
        sumsAre(expected, id);
    }

    private void sumsAre(TreeMap<String, Hash> expected, int id) {
        RangeSums stored = new StoredSums(jdbc, id);
        for (int bits : new int[] {0, 1, 4, 8}) {
            Set<Range> ranges = new HashSet<>();
            expected.keySet().forEach(key -> ranges.add(range(bits, key)));
            for (Range range : ranges) {
                Sum sum = Sum.ZERO;
                for (var one : expected.entrySet()) {
                    Element element = Element.of(one.getKey(), one.getValue());
                    sum = range.contains(element.place()) ? sum.plus(element) : sum;
                }
                assertThat(stored.sum(range)).isEqualTo(sum);
                assertThat(stored.elements(range))
                        .hasSize((int) sum.count())
                        .isSortedAccordingTo(
                                (one, other) -> Long.compareUnsigned(one.place(), other.place()));
            }
        }
    }

    private static Range range(int bits, String key) {
        long place = Element.placeOf(key);
        return bits == 0 ? Range.ALL : new Range(bits, place & -1L << (64 - bits));
    }

    @Test
    void batch_thatTurnsOutWrong_leavesNothing_eitherWay() {
        apply(List.of(upsert(1, "a"), upsert(2, "b")));
        for (List<Change> before :
                List.of(
                        List.of(upsert(3, "c")),
                        List.of(upsert(3, "a"), new Change(4, "b", new Content.Recalled())))) {
            assertThatThrownBy(() ->
                            transaction.executeWithoutResult(status -> {
                                try {
                                    entries.apply(
                                            held(),
                                            sink -> {
                                                before.forEach(change -> sink.take(row(change)));
                                                throw new BadBatch(
                                                        ProblemType.BATCH_NOT_AS_SIGNED, "half");
                                            });
                                } catch (BadBatch e) {
                                    throw new IllegalStateException(e);
                                } catch (java.io.IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            }))
                    .hasCauseInstanceOf(BadBatch.class);
            assertThat(entries.count(held().id())).isEqualTo(2);
            assertThat(entries.find(held(), "a").orElseThrow().seq()).isEqualTo(1);
        }
        apply(List.of(upsert(3, "c")));
        assertThat(entries.count(held().id())).isEqualTo(3);
    }

    @Test
    void edge_keptInTheDatabase_isTheLogsOwn() {
        var held = transaction.execute(status -> streams.hold(STREAM, true, NOW));
        var log = held.edge();
        for (int i = 1; i <= 21; i++) {
            log.append(Hash.ofLeaf(("" + i).getBytes(StandardCharsets.UTF_8)), (l, n, h) -> {});
        }
        Hash manifest = Hash.ofLeaf(new byte[0]);
        streams.advanced(held, 21, log, manifest, 21, NOW);
        var again = streams.find(STREAM).orElseThrow();
        assertThat(again.edge().root()).isEqualTo(log.root());
        assertThat(again.edge().size()).isEqualTo(21);
        assertThat(again.manifest()).isEqualTo(manifest);
        assertThat(again.stateIsKnown()).isFalse();
    }

    private static Change upsert(long seq, String key) {
        return new Change(seq, key, new Content.Sealed("a.b.c.d." + seq));
    }

    private KeptStream held() {
        return streams.find(STREAM).orElseThrow();
    }

    private long apply(List<Change> changes) {
        var more = new AtomicLong();
        transaction.executeWithoutResult(status -> {
            try {
                var held = streams.hold(STREAM, false, NOW);
                more.set(
                        entries.apply(
                                held, sink -> changes.forEach(change -> sink.take(row(change)))));
            } catch (BadBatch | java.io.IOException e) {
                throw new IllegalStateException(e);
            }
        });
        return more.get();
    }

    private static StreamEntries.Row row(Change change) {
        Hash leaf = change.stateLeaf().orElse(null);
        return new StreamEntries.Row(
                change.key(),
                change.seq(),
                leaf,
                leaf == null ? null : change.content(),
                leaf == null ? null : new byte[] {1});
    }
}
