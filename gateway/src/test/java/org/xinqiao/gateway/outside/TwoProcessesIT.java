package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.code.CreditCode;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.code.Presentation;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.gateway.sandbox.FreePorts;
import org.xinqiao.gateway.sandbox.NodeProcess;
import org.xinqiao.gateway.sandbox.Sandbox;
import org.xinqiao.gateway.sandbox.SandboxOptions;
import org.xinqiao.gateway.sandbox.Staging;
import org.xinqiao.gateway.sandbox.postgres.CrashingPostgres;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two cities' nodes in processes of their own, over real HTTP and TLS, and what is left of the home
 * city's word, and of both logs, when nodes are killed and their database crashes. The steps build
 * on each other.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoProcessesIT {
    private static final String PURPOSE = "library.lending";
    private static final String BENEFIT = "cn-350100/library.deposit-free";
    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final int SCORE_FOR_EVERYTHING = 680;

    /** Starts fast; nothing here runs long enough to be compiled well. */
    private static final List<String> JAVA =
            List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final Map<String, NodeProcess> PROCESSES = new ConcurrentHashMap<>();

    @TempDir static Path directory;

    private Sandbox sandbox;
    private Outside fuzhou;
    private Visitor visitor;
    private Pass pass;
    private byte[] question;
    private byte[] answer;
    private NodeDatabase xiamen;
    private NodeDatabase host;

    /** Of whole nodes; ten in the long run. */
    private static final int KILLS = Boolean.getBoolean("xinqiao.long") ? 10 : 3;

    private List<NodeLog> logs;
    private int granted;

    @BeforeAll
    void start() throws Exception {
        var staging = new Staging(Staging.CITIES, TwoProcessesIT::startNode);
        sandbox = Sandbox.start(new SandboxOptions(directory, FreePorts.base(), false), staging);
        ObjectNode file =
                StrictJson.parseObject(Files.readAllBytes(directory.resolve("sandbox.json")));
        fuzhou = Outside.as(Outside.FUZHOU, directory, file);
        visitor = Visitor.of(fuzhou, SCORE_FOR_EVERYTHING).consents(Outside.FUZHOU, PURPOSE);
        pass = visitor.pass();
        xiamen = new NodeDatabase(directory, Outside.XIAMEN);
        host = new NodeDatabase(directory, Outside.FUZHOU);
        logs =
                List.of(
                        new NodeLog(fuzhou, Outside.XIAMEN, xiamen),
                        new NodeLog(fuzhou, Outside.FUZHOU, host));
    }

    private static AutoCloseable startNode(Path configuration) throws java.io.IOException {
        NodeProcess node = NodeProcess.start(configuration, JAVA);
        PROCESSES.put(home(configuration), node);
        return () -> PROCESSES.get(home(configuration)).close();
    }

    /** The name of a node's directory is its id. */
    private static String home(Path configuration) {
        return configuration.getParent().getFileName().toString();
    }

    @AfterAll
    void stop() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @Test
    @Order(1)
    void code_shownAbroad_bringsTheBenefit() throws Exception {
        Outside.Answer seen = scan(visitor.shows(pass));

        assertThat(seen.status()).isEqualTo(200);
        var decision = seen.json().path("decisions").path(0);
        assertThat(decision.path("benefit").stringValue()).isEqualTo(BENEFIT);
        assertThat(decision.path("outcome").stringValue()).isEqualTo("BENEFIT");
    }

    @Test
    @Order(2)
    void message_sentAgain_getsTheSameBytes() throws Exception {
        question = fuzhou.sign(ask(visitor.shows(pass)), Suite.SM);

        Outside.Answer first = fuzhou.post(Outside.XIAMEN, question);
        Outside.Answer second = fuzhou.post(Outside.XIAMEN, question);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.envelope().type()).isEqualTo(MessageType.RECOGNITION_RESPONSE.wire());
        assertThat(second.body()).isEqualTo(first.body());
        answer = first.body();
    }

    @Test
    @Order(3)
    void code_homeCityDown_isToldToTryLaterAndIsNotUsedUp() throws Exception {
        byte[] nonce = new byte[Presentation.NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        PROCESSES.get(Outside.XIAMEN.value()).kill();

        Outside.Answer down = scan(shown(nonce));
        assertThat(down.status()).isEqualTo(503);
        assertThat(down.problem()).isEqualTo("try-later");

        startNode(directory.resolve("nodes").resolve(Outside.XIAMEN.value()).resolve("node.yaml"));
        // Dated anew, because starting may take longer than a presentation lives; what is used up
        // is the nonce.
        assertThat(scan(shown(nonce)).status()).isEqualTo(200);
        assertThat(scan(shown(nonce)).problem()).isEqualTo("code-already-used");
    }

    @Test
    @Order(4)
    void message_sentAgainAfterAKill_getsTheSameBytes() throws Exception {
        Outside.Answer again = fuzhou.post(Outside.XIAMEN, question);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(answer);
    }

    @Test
    @Order(5)
    void code_consentWithdrawn_isRefusedAndSaysSo() throws Exception {
        assertThat(visitor.changes("DELETE", "").status()).isBetween(200, 204);

        Outside.Answer refused = scan(visitor.shows(pass));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.problem()).isEqualTo("consent-withdrawn");
        // What was answered before stays answered: a resend has no effect that could be withdrawn.
        assertThat(fuzhou.post(Outside.XIAMEN, question).body()).isEqualTo(answer);
    }

    @Test
    @Order(6)
    void benefits_whicheverNodeIsKilledWhenTheyWereGranted_areToldOnceEach() throws Exception {
        welcomeAnew();
        for (int kill = 0; kill < KILLS; kill++) {
            var victim = kill % 2 == 0 ? Outside.FUZHOU : Outside.XIAMEN;
            grant();
            lookAtLogs();
            PROCESSES.get(victim.value()).kill();
            startNode(directory.resolve("nodes").resolve(victim.value()).resolve("node.yaml"));
        }
        assertToldOnceEach();
    }

    @Test
    @Order(7)
    void benefits_databaseCrashesWhenTheyWereGranted_areToldOnceEach_byTheSameProcesses()
            throws Exception {
        welcomeAnew();
        Path postgres = directory.resolve("postgres");
        for (int crash = 0; crash < 3; crash++) {
            grant();
            lookAtLogs();
            CrashingPostgres.crash(postgres);
            assertThat(scan(visitor.shows(pass)).status()).isIn(500, 503);
            CrashingPostgres.startAgain(postgres, xiamen.port());
        }
        grant();
        assertToldOnceEach();
    }

    @Test
    @Order(8)
    void logs_afterAllThat_holdEveryMessageOnceAndContinueWhatWasSeen() throws Exception {
        lookAtLogs();
        for (NodeLog log : logs) {
            log.isProven();
        }
    }

    private void welcomeAnew() throws Exception {
        visitor = Visitor.of(fuzhou, SCORE_FOR_EVERYTHING).consents(Outside.FUZHOU, PURPOSE);
        pass = visitor.pass();
        granted = 0;
    }

    /** Shown again and again, as a visitor does whom a fault sent away. */
    private void grant() {
        Awaitility.await().atMost(WAIT).until(() -> scan(visitor.shows(pass)).status() == 200);
        granted++;
    }

    private void lookAtLogs() throws Exception {
        for (NodeLog log : logs) {
            log.look();
        }
        logs.getFirst().lookAtWhatIsCosignedBy(Outside.FUZHOU);
    }

    private void assertToldOnceEach() {
        Awaitility.await()
                .atMost(WAIT)
                .ignoreExceptions()
                .until(() -> host.number("select count(*) from outbox") == 0);
        assertThat(
                        xiamen.number(
                                """
                                select count(*) from benefit_event e
                                join decision d on d.request = e.request where d.consent = ?::uuid\
                                """,
                                visitor.consent))
                .isEqualTo(granted);
        assertThat(xiamen.number("select count(*) from inbox_gap")).as("gaps").isZero();
        assertThat(xiamen.number("select high from inbox_sequence where source = 'cn-350100'"))
                .isEqualTo(
                        host.number(
                                "select last from outbox_sequence where partner = 'cn-350200'"));
    }

    private String shown(byte[] nonce) {
        long now = Instant.now().getEpochSecond();
        return new CreditCode(pass, Presentation.sign(visitor.device, pass, now, nonce, null))
                .text();
    }

    private Outside.Answer scan(String code) throws Exception {
        ObjectNode scan = StrictJson.object().put("code", code).put("purpose", PURPOSE);
        scan.put("terminal", "desk-1");
        return fuzhou.api(
                Outside.FUZHOU, "counter", "POST", "/api/v1/recognitions", scan.toString());
    }

    private static Envelope ask(String code) {
        Instant now = Instant.now();
        return new Envelope(
                MessageId.random(now.toEpochMilli(), new SecureRandom()),
                Outside.FUZHOU,
                MessageType.RECOGNITION_REQUEST.wire(),
                WireTime.of(now),
                Outside.XIAMEN,
                1,
                null,
                PURPOSE,
                null,
                null,
                StrictJson.object().put("code", code).put("terminal", "desk-2"));
    }
}
