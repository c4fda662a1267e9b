package org.xinqiao.gateway.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.contracts.message.ConsentNotice.State.ACTIVE;
import static org.xinqiao.contracts.message.ConsentNotice.State.PAUSED;
import static org.xinqiao.contracts.message.ConsentNotice.State.WITHDRAWN;
import static org.xinqiao.gateway.TestFederation.HOME;
import static org.xinqiao.gateway.TestFederation.HOST;
import static org.xinqiao.gateway.TestFederation.NOW;
import static org.xinqiao.gateway.TestFederation.STRANGER;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.ConsentNotice.State;
import org.xinqiao.gateway.TestDatabases;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.TestNotices;
import org.xinqiao.gateway.ledger.TestLedger;

class KnownConsentsIT {
    private static final int ROUNDS = Boolean.getBoolean("xinqiao.long") ? 2_000 : 100;

    @TempDir Path directory;

    private final long seed = Long.getLong("xinqiao.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final TestFederation federation = new TestFederation();
    private TestLedger ledger;

    @BeforeEach
    void open() throws Exception {
        System.out.println("KnownConsentsIT -Dxinqiao.seed=" + seed);
        ledger =
                TestLedger.over(
                        TestLedger.migrated(TestDatabases.fresh(directory)),
                        TestNotices.keyring(federation, HOST, directory),
                        Clock.systemUTC(),
                        org.springframework.jdbc.support.JdbcTransactionManager::new);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void revisions_onlyRise() {
        assertThat(learn(known(1, 2, PAUSED))).containsExactly(PAUSED);
        assertThat(learn(known(1, 1, ACTIVE))).containsExactly(PAUSED);
        assertThat(learn(known(1, 3, ACTIVE))).containsExactly(ACTIVE);
        assertThat(learn(known(1, 2, PAUSED))).containsExactly(ACTIVE);
    }

    @Test
    void withdrawal_isFinal_whateverTheRevision() {
        learn(known(1, 5, ACTIVE));
        assertThat(learn(known(1, 2, WITHDRAWN))).containsExactly(WITHDRAWN);
        assertThat(learn(known(1, 9, ACTIVE))).containsExactly(WITHDRAWN);
    }

    @Test
    void news_aboutOneConsentTogether_leaveTheNewest() {
        assertThat(learn(known(1, 1, ACTIVE), known(1, 3, ACTIVE), known(1, 2, PAUSED)))
                .containsExactly(ACTIVE, ACTIVE, ACTIVE);
        assertThat(learn(known(2, 7, ACTIVE), known(2, 1, WITHDRAWN), known(2, 8, ACTIVE)))
                .containsOnly(WITHDRAWN);
    }

    @Test
    void references_ofAnotherHomeCity_areOthers() {
        learn(known(HOME, 1, 1, WITHDRAWN));
        assertThat(learn(known(STRANGER, 1, 1, ACTIVE))).containsExactly(ACTIVE);
        assertThat(learn(known(HOME, 1, 9, ACTIVE))).containsExactly(WITHDRAWN);
    }

    @Test
    void news_inAnyOrder_endAsTheModelSays() {
        var model = new HashMap<Integer, KnownConsents.Known>();
        for (int round = 0; round < ROUNDS; round++) {
            var news = new ArrayList<KnownConsents.Known>();
            for (int i = 0; i <= random.nextInt(6); i++) {
                int ref = random.nextInt(8);
                // One revision has one state, as its home city counts; withdrawals are rare.
                int revision = 1 + random.nextInt(30);
                State state = revision % 2 == 0 ? PAUSED : ACTIVE;
                news.add(known(ref, revision, random.nextInt(40) == 0 ? WITHDRAWN : state));
                model.merge(ref, news.getLast(), KnownConsentsIT::newer);
            }
            List<State> states = learn(news.toArray(KnownConsents.Known[]::new));
            for (int i = 0; i < news.size(); i++) {
                State expected = model.get((int) number(news.get(i))).state();
                assertThat(states.get(i)).as("seed %d round %d", seed, round).isEqualTo(expected);
            }
        }
    }

    private static KnownConsents.Known newer(KnownConsents.Known a, KnownConsents.Known b) {
        if (a.state() == WITHDRAWN || b.state() == WITHDRAWN) {
            return a.state() == WITHDRAWN ? a : b;
        }
        return b.revision() > a.revision() ? b : a;
    }

    private static long number(KnownConsents.Known known) {
        return java.nio.ByteBuffer.wrap(known.ref().bytes()).getLong();
    }

    @Test
    void withdrawal_duringAGrant_waitsForIt() throws Exception {
        try (var threads = Executors.newSingleThreadExecutor()) {
            var withdrawn = new ArrayList<Future<List<State>>>();
            ledger.transaction()
                    .executeWithoutResult(status -> {
                        assertThat(ledger.consents.learn(List.of(known(1, 1, ACTIVE))))
                                .containsExactly(ACTIVE);
                        withdrawn.add(threads.submit(() -> learn(known(1, 2, WITHDRAWN))));
                        oneWaits();
                    });
            assertThat(withdrawn.getFirst().get()).containsExactly(WITHDRAWN);
        }
    }

    @Test
    void grant_duringAWithdrawal_waitsAndSeesIt() throws Exception {
        try (var threads = Executors.newSingleThreadExecutor()) {
            var granted = new ArrayList<Future<List<State>>>();
            ledger.transaction()
                    .executeWithoutResult(status -> {
                        ledger.consents.learn(List.of(known(1, 2, WITHDRAWN)));
                        granted.add(threads.submit(() -> learn(known(1, 1, ACTIVE))));
                        oneWaits();
                    });
            assertThat(granted.getFirst().get()).containsExactly(WITHDRAWN);
        }
    }

    @Test
    void writers_ofTheSameConsentsInOtherOrders_doNotWaitForEachOther() throws Exception {
        try (var threads = Executors.newFixedThreadPool(3)) {
            var ends = new ArrayList<Future<?>>();
            for (int thread = 0; thread < 3; thread++) {
                boolean backwards = thread % 2 == 0;
                ends.add(
                        threads.submit(() -> {
                            for (int revision = 1; revision <= 20; revision++) {
                                learn(all(revision, backwards));
                            }
                        }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
    }

    private static KnownConsents.Known[] all(int revision, boolean backwards) {
        var news = new KnownConsents.Known[10];
        for (int i = 0; i < news.length; i++) {
            news[i] = known(backwards ? news.length - i : i + 1, revision, ACTIVE);
        }
        return news;
    }

    private void oneWaits() {
        Awaitility.await()
                .until(() -> ledger.count("select count(*) from pg_locks where not granted") > 0);
    }

    private List<State> learn(KnownConsents.Known... news) {
        return ledger.transaction().execute(status -> ledger.consents.learn(List.of(news)));
    }

    private static KnownConsents.Known known(int ref, long revision, State state) {
        return known(HOME, ref, revision, state);
    }

    private static KnownConsents.Known known(NodeId home, int ref, long revision, State state) {
        return new KnownConsents.Known(home, TestNotices.ref(ref), revision, state, NOW);
    }
}
