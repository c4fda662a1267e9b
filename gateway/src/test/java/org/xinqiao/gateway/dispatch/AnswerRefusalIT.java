package org.xinqiao.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.TestFederation.HOME;
import static org.xinqiao.gateway.TestFederation.HOST;
import static org.xinqiao.gateway.TestFederation.NOW;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.TestDatabases;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.TestNotices;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.ledger.AnsweredMeanwhile;
import org.xinqiao.gateway.ledger.Answers;
import org.xinqiao.gateway.ledger.NoCache;
import org.xinqiao.gateway.ledger.RecordRefusal;
import org.xinqiao.gateway.ledger.TestLedger;
import org.xinqiao.gateway.receive.Reply;

/** What is answered when an exchange stopped, by what was answered to the same id before. */
class AnswerRefusalIT {
    private static final Refusal PASSING = new Refusal(ProblemType.TRY_LATER, "dependency", "test");
    private static final Refusal STAYING = new Refusal(ProblemType.CONSENT_UNKNOWN);

    @TempDir Path directory;

    private final TestFederation federation = new TestFederation();
    private final TestNotices notices = new TestNotices(federation, new Random(1));
    private TestLedger ledger;
    private Answers answers;
    private AnswerRefusal refuse;
    private Authentic message;

    @BeforeEach
    void open() throws Exception {
        ledger =
                TestLedger.over(
                        TestLedger.migrated(TestDatabases.fresh(directory)),
                        TestNotices.keyring(federation, HOME, directory),
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        JdbcTransactionManager::new);
        answers = new Answers(ledger.client, ledger.jdbc, NoCache.ofAnswers());
        refuse =
                new AnswerRefusal(
                        ledger.sealer,
                        answers,
                        new RecordRefusal(answers, ledger.records, ledger.transactions));
        message = notices.arrived(HOST, HOME, 1);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void refusal_thatStays_isRemembered_andGivenAgainWhateverComesAfter() throws Exception {
        Reply first = refuse.answer(message, STAYING);
        assertThat(first.status()).isEqualTo(STAYING.type().status());
        assertThat(refuse.answer(message, PASSING).body()).isEqualTo(first.body());
        assertThat(refuse.answer(message, new Refusal(ProblemType.CODE_ALREADY_USED)).body())
                .isEqualTo(first.body());
        assertThat(refuse.answer(message, new IllegalStateException("broken")).body())
                .isEqualTo(first.body());
        assertThat(ledger.count("select count(*) from answered_message")).isEqualTo(1);
    }

    @Test
    void refusal_thatPasses_isNotRemembered() {
        assertThat(refuse.answer(message, PASSING).status()).isEqualTo(503);
        assertThat(ledger.count("select count(*) from answered_message")).isZero();
        assertThat(refuse.answer(message, STAYING).status()).isEqualTo(STAYING.type().status());
    }

    @Test
    void answer_givenBefore_isNotHiddenByARefusal() {
        var given = new Reply(200, Reply.JOSE, "given".getBytes(StandardCharsets.US_ASCII));
        answers.remember(message, given);
        assertThat(refuse.answer(message, PASSING).body()).isEqualTo(given.body());
        assertThat(refuse.answer(message, STAYING).body()).isEqualTo(given.body());
        assertThat(refuse.answer(message, new AnsweredMeanwhile()).body()).isEqualTo(given.body());
    }

    /** Signed, whichever refusal the id's second use ran into. */
    @Test
    void otherBytes_underAnUsedId_areToldSo() throws Exception {
        ledger.jdbc.update(
                """
                insert into answered_message (source, id, digest, status, answer, keep_until)
                values (?,?,sha256('other'),200,'given',now() + interval '1 day')\
                """,
                HOST.value(),
                message.envelope().id().value());
        for (Exception cause :
                new Exception[] {
                    PASSING,
                    STAYING,
                    new AnsweredMeanwhile(),
                    new Refusal(ProblemType.MESSAGE_ID_REUSED)
                }) {
            Reply reply = refuse.answer(message, cause);
            assertThat(reply.status()).isEqualTo(409);
            assertThat(
                            new String(
                                    CompactJws.parse(reply.body(), JwsType.MESSAGE).payload(),
                                    StandardCharsets.UTF_8))
                    .contains("message-id-reused");
        }
    }

    /** Then nothing can be looked up, and "try later" is still the right answer. */
    @Test
    void database_outOfReach_isTryLater() {
        ledger.close();
        assertThat(refuse.answer(message, PASSING).status()).isEqualTo(503);
    }
}
