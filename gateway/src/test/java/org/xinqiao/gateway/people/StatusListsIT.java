package org.xinqiao.gateway.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.TestFederation.NOW;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.code.StatusList;
import org.xinqiao.gateway.TestDatabases;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.TestNotices;
import org.xinqiao.gateway.ledger.TestLedger;

/** Status lists over a database: what is set, what pads, when a list begins and goes. */
class StatusListsIT {
    private static final Instant LATER = NOW.plusSeconds(3_600);
    private static final UUID CONSENT = new UUID(1, 1);
    private static final UUID OTHER = new UUID(1, 2);

    @TempDir Path directory;

    private TestLedger ledger;
    private StatusLists lists;
    private Passes passes;
    private long refs;

    @BeforeEach
    void open() throws Exception {
        var database = TestLedger.migrated(TestDatabases.fresh(directory));
        var keyring = TestNotices.keyring(new TestFederation(), TestFederation.HOME, directory);
        ledger =
                TestLedger.over(
                        database,
                        keyring,
                        java.time.Clock.systemUTC(),
                        JdbcTransactionManager::new);
        lists = new StatusLists(ledger.client, new SecureRandom());
        passes = new Passes(ledger.client, null);
        for (UUID consent : List.of(CONSENT, OTHER)) {
            ledger.jdbc.update(
                    """
                    insert into consent (id, subject_type, subject_lookup, subject_sealed, recipient,
                      purposes, disclosure, use_kind, form, evidence_method, evidence_ref, granted_at,
                      expires_at, state, revision, artefact)
                    values (?, 'CITIZEN', '', '', 'cn-350100', '{}', 'ELIGIBILITY', 'PERIOD', 'ONLINE',
                      'REAL_PERSON', '', now(), now(), 'ACTIVE', 1, '')\
                    """,
                    consent);
        }
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void open_isTheSameUntilItIsClosed_andNumbersAreNeverUsedAgain() {
        long first = lists.open().number();
        assertThat(lists.open().number()).isEqualTo(first);
        lists.close(first);
        long second = lists.open().number();
        assertThat(second).isGreaterThan(first);
        lists.close(second);
        lists.forgetExpired(NOW);
        assertThat(lists.numbers()).isEmpty();
        assertThat(lists.open().number()).isGreaterThan(second);
    }

    @Test
    void list_isClosedWhenPassesHaveHalfOfIt_notBefore() {
        long list = narrow(16);
        IntStream.range(0, 7).forEach(index -> mint(CONSENT, list, index, LATER));
        lists.closeFull();
        assertThat(lists.open().number()).isEqualTo(list);
        mint(CONSENT, list, 7, LATER);
        lists.closeFull();
        assertThat(lists.open().number()).isGreaterThan(list);
    }

    @Test
    void closedList_goesOnlyWhenItsLastPassHasExpired() {
        long list = narrow(16);
        mint(CONSENT, list, 1, LATER);
        lists.close(list);
        lists.forgetExpired(LATER.minusSeconds(1));
        assertThat(lists.numbers()).containsExactly(list);
        lists.forgetExpired(LATER);
        assertThat(lists.numbers()).isEmpty();
    }

    @Test
    void index_ofAPassOrKeptBack_isNotTakenAgain() {
        long list = narrow(16);
        ledger.jdbc.update("insert into status_spare (list, index) values (?, 3)", list);
        assertThat(add(CONSENT, list, 2, LATER)).isTrue();
        assertThat(add(OTHER, list, 2, LATER)).isFalse();
        assertThat(add(OTHER, list, 3, LATER)).isFalse();
    }

    @Test
    void end_setsTheBitsOfThatConsentAlone_ofPassesThatStillRun() {
        long list = narrow(64);
        mint(CONSENT, list, 1, LATER);
        mint(CONSENT, list, 2, NOW);
        mint(CONSENT, list, 3, NOW.plusSeconds(1));
        mint(OTHER, list, 4, LATER);
        passes.end(CONSENT, NOW);
        var untold = ledger.transaction().execute(status -> lists.untold(held(list), 100));
        assertThat(untold).containsExactly(1, 3);
        passes.end(CONSENT, NOW);
        assertThat(lists.untold()).containsExactly(list);
    }

    @Test
    void end_thatIsRolledBack_setsNothing() {
        long list = narrow(64);
        mint(CONSENT, list, 1, LATER);
        ledger.transaction()
                .executeWithoutResult(status -> {
                    passes.end(CONSENT, NOW);
                    status.setRollbackOnly();
                });
        assertThat(lists.untold()).isEmpty();
    }

    /** A pass of before names list 0, which nobody publishes. */
    @Test
    void end_ofAPassOfNoList_isNoFault() {
        mint(CONSENT, 0, 4_000_000_000L, LATER);
        passes.end(CONSENT, NOW);
        assertThat(lists.untold()).isEmpty();
    }

    @Test
    void bits_areTheToldOnes_andStaySetForEver() {
        long list = narrow(64);
        mint(CONSENT, list, 9, LATER);
        mint(OTHER, list, 10, LATER);
        passes.end(CONSENT, NOW);
        assertThat(told(list).cardinality()).isZero();
        tell(list, 100);
        assertThat(told(list).isSet(9)).isTrue();
        passes.end(OTHER, NOW);
        assertThat(told(list).isSet(10)).isFalse();
        tell(list, 101);
        assertThat(told(list).isSet(9)).isTrue();
        assertThat(told(list).isSet(10)).isTrue();
        assertThat(lists.untold()).isEmpty();
    }

    /** What pads is set for good, so it must be nobody's: expired, or never given. */
    @Test
    void padding_isNeverTheIndexOfAPassThatRuns_norSetAlready() {
        long list = narrow(64);
        ledger.jdbc.update(
                "insert into status_spare (list, index) values (?, 50), (?, 51)", list, list);
        mint(CONSENT, list, 1, LATER);
        mint(CONSENT, list, 2, NOW);
        mint(CONSENT, list, 3, NOW.plusSeconds(1));
        List<Integer> idle =
                ledger.transaction().execute(status -> lists.idle(held(list), 100, NOW));
        assertThat(idle).containsExactlyInAnyOrder(2, 50, 51);
        ledger.transaction()
                .executeWithoutResult(status -> lists.tell(held(list), List.of(2, 50), 7));
        idle = ledger.transaction().execute(status -> lists.idle(held(list), 100, NOW));
        assertThat(idle).containsExactly(51);
    }

    @Test
    void newList_keepsIndicesBackForPadding() {
        long list = lists.open().number();
        List<Integer> idle =
                ledger.transaction().execute(status -> lists.idle(held(list), 5_000, NOW));
        assertThat(new HashSet<>(idle)).hasSize(StatusLists.SPARES).hasSameSizeAs(idle);
        assertThat(idle).allMatch(index -> index >= 0 && index < StatusLists.INDICES);
    }

    @ParameterizedTest
    @CsvSource({"1,15", "16,0", "17,47", "64,0", "65,191", "256,0", "257,767", "1024,0"})
    void padding_fillsToOneOfFourSizes(int changed, int added) {
        assertThat(StatusPadding.decide(changed)).isEqualTo(added);
    }

    private long narrow(int indices) {
        long list = lists.open().number();
        ledger.jdbc.update("update status_list set indices = ? where number = ?", indices, list);
        ledger.jdbc.update("delete from status_spare where list = ?", list);
        return list;
    }

    private StatusLists.Held held(long list) {
        return lists.hold(list).orElseThrow();
    }

    private void tell(long list, long version) {
        ledger.transaction()
                .executeWithoutResult(status -> {
                    StatusLists.Held held = held(list);
                    lists.tell(held, lists.untold(held, 100), version);
                });
    }

    private StatusList told(long list) {
        return ledger.transaction().execute(status -> lists.told(held(list)));
    }

    private void mint(UUID consent, long list, long index, Instant expires) {
        assertThat(add(consent, list, index, expires)).isTrue();
    }

    private boolean add(UUID consent, long list, long index, Instant expires) {
        byte[] ref = ByteBuffer.allocate(ConsentRef.BYTES).putLong(++refs).array();
        return passes.add(
                new MintedPass(
                        new ConsentRef(ref),
                        consent,
                        350_001,
                        list,
                        index,
                        PassForm.DEVICE,
                        NOW,
                        expires,
                        null));
    }
}
