package org.xinqiao.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.gateway.FaultyLink;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.TestNotices;
import org.xinqiao.gateway.authenticate.ReceiptRules;
import org.xinqiao.gateway.ledger.CountedEffects;
import org.xinqiao.gateway.ledger.TestLedger;

/**
 * Senders and receivers of notices are killed with SIGKILL, at random moments and at named points,
 * while the line between them is cut and loses answers. After healing, everything that was caused
 * has arrived and taken effect once, in order, and its receipt is here.
 *
 * <p>In between, databases drop their connections and processes are paused until they have lost
 * what they held.
 *
 * <p>Repeat a run with {@code -Dxinqiao.seed=<printed>}; {@code -Dxinqiao.long=true} kills 500
 * times.
 */
class CrashIT {
    private static final int KILLS = Boolean.getBoolean("xinqiao.long") ? 250 : 10;
    private static final Duration HEALED_WITHIN = Duration.ofSeconds(120);
    private static final int START_SECONDS_MAX = 60;
    private static final int POINT_MILLIS_MAX = 3_000;
    private static final int MOMENT_MILLIS_MAX = 250;
    private static final long PAUSED_NANOS = 400_000_000;
    private static final int TIMES_MAX = 5;

    private static final List<String> SENDERS_POINTS =
            List.of(
                    "before-produce",
                    "after-produce",
                    "before-send",
                    "after-send",
                    "before-settle",
                    "after-settle");
    private static final List<String> RECEIVERS_POINTS =
            List.of("before-take", "after-take", "before-answer");

    @TempDir Path directory;

    private final long seed = Long.getLong("xinqiao.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, CrashingProcess> senders = new HashMap<>();
    private final Map<String, CrashingProcess> receivers = new HashMap<>();
    private final Map<String, Integer> ports = new HashMap<>();
    private TestLedger home;
    private TestLedger host;
    private FaultyLink link;
    private int atPoints;

    @BeforeEach
    void open() throws Exception {
        System.out.println("CrashIT -Dxinqiao.seed=" + seed);
        CrashFederation.write(directory);
        home = ledger(TestFederation.HOME);
        host = ledger(TestFederation.HOST);
        CrashingNode.createSubjects(home.jdbc);
        CountedEffects.createTable(host.jdbc);
        link = new FaultyLink();
    }

    private TestLedger ledger(NodeId node) throws Exception {
        return TestLedger.over(
                CrashFederation.database(directory, node),
                CrashFederation.keyring(directory, node),
                java.time.Clock.systemUTC(),
                org.springframework.jdbc.support.JdbcTransactionManager::new);
    }

    @AfterEach
    void close() throws Exception {
        senders.values().forEach(CrashingProcess::kill);
        receivers.values().forEach(CrashingProcess::kill);
        link.close();
        home.close();
        host.close();
    }

    @Test
    void notices_whoeverIsKilledWhenever_takeEffectOnceAndAreReceipted() throws Exception {
        crash(1);
    }

    @Test
    void notices_ofTwoInstancesOnEachSide_whicheverIsKilled_takeEffectOnce() throws Exception {
        crash(2);
    }

    private void crash(int instances) throws Exception {
        var fates = new HashMap<String, String>();
        for (int i = 0; i < instances; i++) {
            start("receiver " + i, fates);
            start("sender " + i, fates);
        }
        for (int kill = 0; kill < KILLS; kill++) {
            awaitReady(fates);
            link.is(weather());
            timePasses();
            disturb(fates);
            var all = new ArrayList<>(fates.keySet());
            all.sort(null);
            String victim = all.get(random.nextInt(all.size()));
            awaitFate(victim, fates.get(victim));
            process(victim).kill();
            start(victim, fates);
        }
        heal(fates);
        assertHealed();
    }

    /**
     * As if the time of leases and pauses had passed: the dead one's, and with two instances often
     * those of one who is alive and must notice. Rows that a process holds at its point of death
     * are left alone: it would be waited for in vain.
     */
    private void timePasses() {
        home.jdbc.update(
                """
                update outbox_lane set lease_until = now(), due_at = now()
                where partner in (select partner from outbox_lane for update skip locked)\
                """);
        home.jdbc.update(
                """
                update outbox set due_at = now()
                where record in (select record from outbox for update skip locked)\
                """);
    }

    /**
     * Sometimes a database drops every process, as at a restart, or a process is paused for a
     * while.
     */
    private void disturb(Map<String, String> fates) throws Exception {
        int what = random.nextInt(6);
        if (what == 0) {
            dropChildren(home);
        } else if (what == 1) {
            dropChildren(host);
        } else if (what == 2) {
            var all = new ArrayList<>(fates.keySet());
            all.sort(null);
            CrashingProcess paused = process(all.get(random.nextInt(all.size())));
            paused.signal("STOP");
            timePasses();
            Thread.ofVirtual()
                    .start(() -> {
                        LockSupport.parkNanos(PAUSED_NANOS);
                        paused.signal("CONT");
                    });
        }
    }

    private static void dropChildren(TestLedger ledger) {
        ledger.jdbc.queryForList(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                where usename = current_user
                  and application_name <> current_setting('application_name')\
                """);
    }

    private void awaitReady(Map<String, String> fates) throws Exception {
        for (String name : fates.keySet()) {
            process(name).ready().get(START_SECONDS_MAX, TimeUnit.SECONDS);
        }
    }

    /** Good most of the time, so that there is something to lose. */
    private FaultyLink.State weather() {
        FaultyLink.State[] states = FaultyLink.State.values();
        return random.nextInt(3) == 0 ? states[random.nextInt(states.length)] : states[0];
    }

    private CrashingProcess process(String name) {
        return name.startsWith("sender") ? senders.get(name) : receivers.get(name);
    }

    private void start(String name, Map<String, String> fates) throws Exception {
        List<String> points = name.startsWith("sender") ? SENDERS_POINTS : RECEIVERS_POINTS;
        boolean moment = random.nextInt(3) == 0;
        String fate =
                moment
                        ? String.valueOf(random.nextInt(MOMENT_MILLIS_MAX))
                        : points.get(random.nextInt(points.size()))
                                + ":"
                                + (1 + random.nextInt(TIMES_MAX));
        fates.put(name, fate);
        run(name, fate);
    }

    private void run(String name, String fate) throws Exception {
        Path log = directory.resolve(name.replace(' ', '-') + ".log");
        String role = name.substring(0, name.indexOf(' '));
        var process =
                CrashingProcess.start(
                        CrashingNode.class,
                        log,
                        directory.toString(),
                        role,
                        String.valueOf(link.port()),
                        fate);
        if (role.equals("sender")) {
            senders.put(name, process);
        } else {
            receivers.put(name, process);
            ports.remove(name);
            process.ready().thenAccept(port -> lead(name, Integer.parseInt(port)));
        }
    }

    private synchronized void lead(String name, int port) {
        ports.put(name, port);
        link.to(List.copyOf(ports.values()));
    }

    /** Until it has come to its point, or for so long. */
    private void awaitFate(String name, String fate) throws Exception {
        CrashingProcess process = process(name);
        int millis = fate.contains(":") ? POINT_MILLIS_MAX : Integer.parseInt(fate);
        try {
            process.at().get(millis, TimeUnit.MILLISECONDS);
            atPoints++;
        } catch (TimeoutException e) {
            // Then it is killed wherever it is.
        }
    }

    private void heal(Map<String, String> fates) throws Exception {
        link.is(FaultyLink.State.GOOD);
        for (String name : fates.keySet()) {
            process(name).kill();
            run(name, "");
        }
        awaitReady(fates);
        for (CrashingProcess sender : senders.values()) {
            sender.enough().get(START_SECONDS_MAX, TimeUnit.SECONDS);
        }
        timePasses();
        Awaitility.await()
                .atMost(HEALED_WITHIN)
                .until(() ->
                        home.count("select count(*) from outbox where state = 'WAITING'") == 0
                                && home.count("select sum(revision) from subject")
                                        == home.count(
                                                "select coalesce(max(last), 0) from outbox_sequence"));
    }

    private void assertHealed() {
        long caused = home.count("select sum(revision) from subject");
        System.out.printf(
                "CrashIT: %d notices over %d kills, %d of them at named points%n",
                caused, KILLS, atPoints);
        assertThat(caused).isPositive();
        assertThat(home.count("select count(*) from outbox"))
                .as("nothing waits or is dead")
                .isZero();
        assertEveryReceipt(caused);
        assertThat(host.count("select count(*) from effect")).as("effects").isEqualTo(caused);
        assertThat(host.count("select count(distinct message) from effect")).isEqualTo(caused);
        assertThat(host.count("select high from inbox_sequence")).isEqualTo(caused);
        assertThat(host.count("select count(*) from inbox_gap")).as("gaps").isZero();
        assertOrder();
        assertLogged(home.jdbc, 2 * caused);
        assertLogged(host.jdbc, 2 * caused);
    }

    private void assertOrder() {
        long outOfOrder =
                host.count(
                        """
                        select count(*) from (
                          select revision - row_number() over (partition by ref order by id) as off
                          from effect) as o where off <> 0\
                        """);
        assertThat(outOfOrder).as("revisions that came out of order, or not").isZero();
        for (int subject = 0; subject < CrashingNode.SUBJECTS; subject++) {
            assertThat(
                            host.count(
                                    "select max(revision) from known_consent where ref = ?",
                                    (Object) TestNotices.ref(subject).bytes()))
                    .isEqualTo(home.count("select revision from subject where id = ?", subject));
        }
    }

    private static void assertLogged(JdbcTemplate jdbc, long messages) {
        assertThat(jdbc.queryForObject("select count(*) from message_record", Long.class))
                .as("each message and each receipt is recorded once")
                .isEqualTo(messages);
        assertThat(
                        jdbc.queryForObject(
                                """
                                select count(*) from log_pending p
                                join message_record r on r.id = p.record\
                                """,
                                Long.class))
                .as("and has its entry for the log")
                .isEqualTo(messages);
    }

    /**
     * A valid receipt for exactly the bytes that were sent, for each, by the product's own rule.
     */
    private void assertEveryReceipt(long caused) {
        var receipts = new HashMap<UUID, byte[]>();
        home.jdbc.query(
                "select reply_to, body from message_record where direction = 0",
                row -> {
                    receipts.put(row.getObject(1, UUID.class), row.getBytes(2));
                });
        var sent = new HashMap<UUID, byte[]>();
        home.jdbc.query(
                "select message, body from message_record where direction = 1",
                row -> {
                    sent.put(row.getObject(1, UUID.class), row.getBytes(2));
                });
        assertThat(sent).hasSize((int) caused);
        TestFederation federation = federation();
        sent.forEach((id, bytes) -> {
            var notice =
                    new ReceiptRules.Sent(
                            new MessageId(id), TestFederation.HOST, algorithm(bytes), bytes);
            assertThat(
                            ReceiptRules.decide(
                                    202,
                                    receipts.getOrDefault(id, new byte[0]),
                                    notice,
                                    federation.trustOf(TestFederation.HOME),
                                    Instant.now()))
                    .isInstanceOf(ReceiptRules.Verdict.Taken.class);
        });
    }

    private static SignatureAlgorithm algorithm(byte[] bytes) {
        try {
            return CompactJws.parse(bytes, JwsType.MESSAGE).algorithm();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private TestFederation federation() {
        try {
            return CrashFederation.read(directory);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
