package org.xinqiao.gateway.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.TestFederation.HOME;
import static org.xinqiao.gateway.TestFederation.STRANGER;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.xinqiao.contracts.code.StatusClaims;
import org.xinqiao.contracts.code.StatusList;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.StatusNotice;
import org.xinqiao.gateway.TestDatabases;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.TestNotices;
import org.xinqiao.gateway.ledger.TestLedger;

/** Partners' status lists over a database: what replaces what, and what survives a restart. */
class PartnerListsIT {
    private static final long LIST = 5;

    @TempDir Path directory;

    private TestLedger ledger;
    private PartnerLists lists;

    @BeforeEach
    void open() throws Exception {
        var database = TestLedger.migrated(TestDatabases.fresh(directory));
        ledger =
                TestLedger.over(
                        database,
                        TestNotices.keyring(new TestFederation(), HOME, directory),
                        java.time.Clock.systemUTC(),
                        JdbcTransactionManager::new);
        lists = new PartnerLists(ledger.client);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void older_neverReplacesNewer_andTheSameAgeDoes() {
        keep(100, 1);
        keep(99, 2);
        assertThat(set()).containsExactly(1);
        keep(100, 3);
        assertThat(set()).containsExactly(3);
        keep(101);
        assertThat(set()).isEmpty();
    }

    /** It would take back what the notice told. */
    @Test
    void listSignedBeforeWhatANoticeTold_doesNotReplaceIt() {
        keep(100);
        learn(HOME, 100, 110, 7);
        keep(109);
        assertThat(set()).containsExactly(7);
        keep(110, 8);
        assertThat(set()).containsExactly(8);
    }

    @Test
    void notices_thatContinue_areApplied_eachOnce_inAnyOrderOfOneTransaction() {
        keep(100, 1);
        ledger.transaction()
                .executeWithoutResult(status ->
                        lists.learn(
                                List.of(
                                        told(HOME, 110, 120, 3),
                                        told(HOME, 90, 110, 2),
                                        told(HOME, 110, 120, 3))));
        lists.refresh();
        assertThat(set()).containsExactly(1, 2, 3);
        assertThat(lists.wanted(HOME)).isEmpty();
        learn(HOME, 90, 110, 9);
        assertThat(set()).as("old news").containsExactly(1, 2, 3);
    }

    @Test
    void notice_thatSkipsOne_isNotApplied_andTheListIsWanted_untilItIsFetched() {
        keep(100, 1);
        learn(HOME, 101, 120, 2);
        assertThat(set()).containsExactly(1);
        assertThat(lists.wanted(HOME)).containsExactly(LIST);
        keep(120, 1, 2);
        assertThat(lists.wanted(HOME)).isEmpty();
    }

    /** It says that passes ended, not that the others still run. */
    @Test
    void notice_makesAListNoFresher() {
        keep(100);
        learn(HOME, 100, 500, 1);
        PartnerList known = lists.of(HOME, LIST).orElseThrow();
        assertThat(known.isFresh(java.time.Instant.ofEpochSecond(999))).isTrue();
        assertThat(known.isFresh(java.time.Instant.ofEpochSecond(1000))).isFalse();
    }

    @Test
    void notice_ofAnotherCity_touchesItsOwnListsOnly() {
        keep(100, 1);
        learn(STRANGER, 100, 110, 2);
        assertThat(set()).containsExactly(1);
    }

    @Test
    void lists_areKnownAfterARestart_andToOtherInstances() {
        keep(100, 1);
        var other = new PartnerLists(ledger.client);
        assertThat(other.of(HOME, LIST)).isEmpty();
        other.refresh();
        assertThat(other.of(HOME, LIST)).contains(lists.of(HOME, LIST).orElseThrow());
        learn(HOME, 100, 110, 2);
        other.refresh();
        assertThat(other.of(HOME, LIST).orElseThrow().list().isSet(2)).isTrue();
        lists.forget(HOME, LIST);
        other.refresh();
        assertThat(other.of(HOME, LIST)).isEmpty();
    }

    @Test
    void listThatACodeNamed_isAskedForOnce() {
        assertThat(lists.of(HOME, 9)).isEmpty();
        assertThat(lists.of(HOME, 9)).isEmpty();
        assertThat(lists.takeAsked(STRANGER)).isEmpty();
        assertThat(lists.takeAsked(HOME)).containsExactly(9L);
        assertThat(lists.takeAsked(HOME)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "100,110,CONTINUES",
        "99,110,CONTINUES",
        "99,101,CONTINUES",
        "101,110,BROKEN",
        "90,100,OLD",
        "90,99,OLD"
    })
    void notice_standsToAListOf100_by(long from, long to, StatusChain.Place place) {
        var known = new PartnerList(HOME, LIST, 90, 900, 100, StatusList.of(8, new BitSet()));
        var notice = new StatusNotice(LIST, from, to, List.of(1));
        assertThat(StatusChain.decide(known, notice)).isEqualTo(place);
    }

    private void learn(NodeId home, long from, long to, int index) {
        ledger.transaction()
                .executeWithoutResult(status -> lists.learn(List.of(told(home, from, to, index))));
        lists.refresh(new PartnerLists.Key(home, LIST));
    }

    private static PartnerLists.Told told(NodeId home, long from, long to, int index) {
        return new PartnerLists.Told(home, new StatusNotice(LIST, from, to, List.of(index)));
    }

    private void keep(long issuedAt, int... set) {
        var bits = new BitSet();
        for (int index : set) {
            bits.set(index);
        }
        lists.keep(HOME, LIST, new StatusClaims("x", issuedAt, null, 900, StatusList.of(64, bits)));
    }

    private List<Integer> set() {
        StatusList list = lists.of(HOME, LIST).orElseThrow().list();
        return IntStream.range(0, 64).filter(list::isSet).boxed().toList();
    }
}
