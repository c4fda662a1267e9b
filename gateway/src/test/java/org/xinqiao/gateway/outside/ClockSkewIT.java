package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.gateway.Node;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.sandbox.FreePorts;
import org.xinqiao.gateway.sandbox.Sandbox;
import org.xinqiao.gateway.sandbox.SandboxOptions;
import org.xinqiao.gateway.sandbox.Staging;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two nodes of which one has a wrong clock: what the tolerances of the protocol's section 3 allow
 * works all the same, the rest is refused with its name, and comes through once the clock is right.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClockSkewIT {
    private static final String PURPOSE = "library.lending";
    private static final String BENEFIT = "cn-350100/library.deposit-free";
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final Duration TOLERANCE = Duration.ofSeconds(300);
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Map<String, SetClock> CLOCKS = new ConcurrentHashMap<>();

    @TempDir static Path directory;

    private Sandbox sandbox;
    private Outside outside;
    private Outside fuzhou;
    private NodeDatabase home;
    private NodeDatabase host;

    /** The machine's time, so much later. */
    private static final class SetClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeAll
    void start() throws Exception {
        var staging =
                new Staging(
                        Staging.CITIES,
                        configuration -> {
                            try {
                                var config = NodeConfig.read(configuration);
                                var clock = new SetClock();
                                CLOCKS.put(config.node().value(), clock);
                                return Node.start(config, clock);
                            } catch (Exception e) {
                                throw new java.io.IOException(e);
                            }
                        });
        sandbox = Sandbox.start(new SandboxOptions(directory, FreePorts.base(), false), staging);
        ObjectNode file =
                StrictJson.parseObject(Files.readAllBytes(directory.resolve("sandbox.json")));
        outside = new Outside(file);
        fuzhou = Outside.as(Outside.FUZHOU, directory, file);
        home = new NodeDatabase(directory, Outside.XIAMEN);
        host = new NodeDatabase(directory, Outside.FUZHOU);
    }

    @AfterAll
    void stop() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cn-350100, -600",
        "cn-350100, -30",
        "cn-350100, 30",
        "cn-350100, 600",
        "cn-350200, -600",
        "cn-350200, -30",
        "cn-350200, 30",
        "cn-350200, 600"
    })
    void node_clockIsWrong_withinTolerancesWorks_therestIsNamed_andComesThroughLater(
            String wrong, long seconds) throws Exception {
        halfPast();
        Visitor visitor = Visitor.of(outside, 680).consents(Outside.FUZHOU, PURPOSE);
        Pass pass = visitor.pass();
        Outside.Answer before = scan(visitor, pass);
        assertThat(before.status()).isEqualTo(200);
        String request = before.location().substring(before.location().lastIndexOf('/') + 1);
        awaitAllDelivered();
        long events = events(visitor);
        long pauses = paused();
        both(Duration.ofMinutes(11));

        CLOCKS.get(wrong).ahead = CLOCKS.get(wrong).ahead.plusSeconds(seconds);
        Duration hostAhead = Duration.between(now(Outside.XIAMEN), now(Outside.FUZHOU));
        boolean tolerated = hostAhead.abs().compareTo(TOLERANCE) < 0;
        String problem = hostAhead.isNegative() ? "message-too-old" : "message-from-future";
        Outside.Answer asked =
                fuzhou.post(Outside.XIAMEN, fuzhou.sign(question(visitor, pass), Suite.SM));
        Outside.Answer seen = scan(visitor, pass);
        assertThat(asked.status()).isEqualTo(tolerated ? 200 : 422);
        assertThat(seen.status()).isEqualTo(tolerated ? 200 : 503);
        if (tolerated) {
            events++;
        } else {
            assertThat(asked.problem()).isEqualTo(problem);
            assertThat(seen.problem()).isEqualTo("try-later");
        }

        used(request);
        assertThat(visitor.changes("POST", "/pause").status()).isBetween(200, 204);
        Awaitility.await()
                .atMost(WAIT)
                .untilAsserted(() -> {
                    assertWaitsIf(hostAhead.compareTo(TOLERANCE) > 0, host);
                    assertWaitsIf(hostAhead.negated().compareTo(TOLERANCE) > 0, home);
                });

        CLOCKS.get(wrong).ahead = CLOCKS.get(wrong).ahead.minusSeconds(seconds);
        both(Duration.ofMinutes(10));
        awaitAllDelivered();
        assertThat(events(visitor)).as("granted before, and now; used").isEqualTo(events + 1);
        assertThat(scan(visitor, pass).problem()).isEqualTo("consent-paused");
        assertThat(paused()).as("pauses that the host knows of").isEqualTo(pauses + 1);
    }

    /** A notice that the other side finds to be of the future waits; otherwise none does. */
    private static void assertWaitsIf(boolean future, NodeDatabase sender) {
        assertThat(
                        sender.text(
                                "select coalesce(reason, 'none') from outbox where state = 'WAITING'"))
                .isEqualTo(future ? "message-from-future" : "");
        assertThat(sender.number("select count(*) from outbox where state <> 'WAITING'")).isZero();
    }

    private void awaitAllDelivered() {
        Awaitility.await()
                .atMost(WAIT)
                .until(() -> {
                    for (NodeDatabase database : List.of(home, host)) {
                        database.change("update outbox set due_at = now() where due_at > now()");
                    }
                    return home.number("select count(*) from outbox") == 0
                            && host.number("select count(*) from outbox") == 0;
                });
        for (NodeDatabase database : List.of(home, host)) {
            assertThat(database.number("select count(*) from inbox_gap")).as("gaps").isZero();
        }
    }

    private long events(Visitor visitor) {
        return home.number(
                """
                select count(*) from benefit_event e join decision d on d.request = e.request
                where d.consent = ?::uuid\
                """,
                visitor.consent);
    }

    private long paused() {
        return host.number("select count(*) from known_consent where state = 'PAUSED'");
    }

    /** Both clocks are right again, in the middle of an hour: passes are rounded to hours. */
    private static void halfPast() {
        Duration furthest =
                CLOCKS.values().stream().map(clock -> clock.ahead).max(Duration::compareTo).get();
        CLOCKS.values().forEach(clock -> clock.ahead = furthest);
        Instant now = now(Outside.XIAMEN);
        Instant then = now.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofMinutes(90));
        both(Duration.between(now, then));
    }

    private static void both(Duration later) {
        CLOCKS.values().forEach(clock -> clock.ahead = clock.ahead.plus(later));
    }

    private static Instant now(NodeId node) {
        return CLOCKS.get(node.value()).instant();
    }

    /** By the phone's clock, which is right by whichever node is behind. */
    private static String shown(Visitor visitor, Pass pass) {
        Instant home = now(Outside.XIAMEN);
        Instant host = now(Outside.FUZHOU);
        boolean far = Duration.between(home, host).abs().compareTo(TOLERANCE) > 0;
        return Visitor.shows(pass, visitor.device, far || host.isBefore(home) ? host : home);
    }

    private Outside.Answer scan(Visitor visitor, Pass pass) throws Exception {
        ObjectNode scan = StrictJson.object().put("code", shown(visitor, pass));
        scan.put("purpose", PURPOSE).put("terminal", "desk-1");
        return outside.api(
                Outside.FUZHOU, "counter", "POST", "/api/v1/recognitions", scan.toString());
    }

    private void used(String request) throws Exception {
        ObjectNode event = StrictJson.object().put("benefit", BENEFIT).put("event", "USED");
        event.put("quantity", 1);
        String path = "/api/v1/recognitions/" + request + "/events";
        Outside.Answer answer =
                outside.api(Outside.FUZHOU, "counter", "POST", path, event.toString());
        assertThat(answer.status()).isBetween(200, 202);
    }

    /** The host's question, dated by its clock. */
    private static Envelope question(Visitor visitor, Pass pass) {
        Instant now = now(Outside.FUZHOU);
        return new Envelope(
                MessageId.random(now.toEpochMilli(), RANDOM),
                Outside.FUZHOU,
                MessageType.RECOGNITION_REQUEST.wire(),
                WireTime.of(now),
                Outside.XIAMEN,
                1,
                null,
                PURPOSE,
                null,
                null,
                StrictJson.object().put("code", shown(visitor, pass)).put("terminal", "desk-2"));
    }
}
