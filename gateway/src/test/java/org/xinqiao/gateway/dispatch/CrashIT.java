package org.xinqiao.gateway.dispatch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.FaultyLink;
import org.xinqiao.gateway.TestDatabases;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.ledger.CountedEffects;
import org.xinqiao.gateway.ledger.TestLedger;
import org.xinqiao.gateway.sandbox.postgres.CrashingPostgres;

/**
 * Senders and receivers of notices are killed with SIGKILL, at random moments and at named points,
 * while the line between them is cut and loses answers. After healing, everything that was caused
 * has arrived and taken effect once, in order, and its receipt is here.
 *
 * <p>In between, databases drop their connections or crash themselves, and processes are paused
 * until they have lost what they held.
 *
 * <p>Repeat a run with {@code -Dxinqiao.seed=<printed>}; {@code -Dxinqiao.long=true} kills 500
 * times.
 */
class CrashIT {
    private static final int KILLS = Boolean.getBoolean("xinqiao.long") ? 250 : 10;
    private static final int CRASHES = Boolean.getBoolean("xinqiao.long") ? 40 : 4;
    private static final int MORE_MAX = 40;
    private static final int DOWN_MILLIS_MAX = 1_500;
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
                    "after-settle",
                    "before-integrate",
                    "after-integrate");
    private static final List<String> RECEIVERS_POINTS =
            List.of(
                    "before-take",
                    "after-take",
                    "before-answer",
                    "before-integrate",
                    "after-integrate");

    @TempDir Path directory;

    private final long seed = Long.getLong("xinqiao.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, CrashingProcess> senders = new HashMap<>();
    private final Map<String, CrashingProcess> receivers = new HashMap<>();
    private final Map<String, Integer> ports = new HashMap<>();
    private final List<CrashingPostgres> servers = new ArrayList<>();
    private SeenLogs logs;
    private TestLedger home;
    private TestLedger host;
    private FaultyLink link;
    private int atPoints;

    private void open(CrashFederation.Databases databases) throws Exception {
        System.out.println("CrashIT -Dxinqiao.seed=" + seed);
        CrashFederation.write(directory, databases);
        home = ledger(TestFederation.HOME);
        host = ledger(TestFederation.HOST);
        CrashingNode.createSubjects(home.jdbc);
        CountedEffects.createTable(host.jdbc);
        link = new FaultyLink();
        logs = new SeenLogs(home, host, directory);
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
        for (CrashingPostgres server : servers) {
            server.close();
        }
    }

    @Test
    void notices_whoeverIsKilledWhenever_takeEffectOnceAndAreReceipted() throws Exception {
        crash(1);
    }

    @Test
    void notices_ofTwoInstancesOnEachSide_whicheverIsKilled_takeEffectOnce() throws Exception {
        crash(2);
    }

    @Test
    void notices_databasesOfBothSidesCrashUnderThem_takeEffectOnceAndAreReceipted()
            throws Exception {
        for (NodeId node : List.of(TestFederation.HOME, TestFederation.HOST)) {
            servers.add(CrashingPostgres.start(directory.resolve(node + "-postgres")));
        }
        open(node ->
                TestDatabases.fresh(
                        servers.get(node.equals(TestFederation.HOME) ? 0 : 1).server(), directory));
        var fates = new HashMap<String, String>(Map.of("receiver 0", "", "sender 0", ""));
        for (String name : fates.keySet()) {
            run(name, "");
        }
        for (int crash = 0; crash < CRASHES; crash++) {
            awaitReady(fates);
            awaitMore(1 + random.nextInt(MORE_MAX));
            link.is(weather());
            crashServers(1 + random.nextInt(3), fates);
        }
        heal(fates);
        assertHealed();
    }

    /** Messages flow: so many have taken effect since. */
    private void awaitMore(int effects) {
        long before = effects();
        link.is(FaultyLink.State.GOOD);
        Awaitility.await()
                .atMost(HEALED_WITHIN)
                .until(() -> {
                    timePasses();
                    return effects() >= before + effects;
                });
    }

    private long effects() {
        return host.count("select count(*) from effect");
    }

    /**
     * Ends one database or both at once and starts them again after a while; sometimes a process
     * does not live to see that.
     *
     * @param which 1 for the sender's, 2 for the receiver's, 3 for both
     */
    private void crashServers(int which, Map<String, String> fates) throws Exception {
        for (int server = 0; server < servers.size(); server++) {
            if ((which & (1 << server)) != 0) {
                servers.get(server).crash();
            }
        }
        LockSupport.parkNanos(random.nextInt(DOWN_MILLIS_MAX) * 1_000_000L);
        if (random.nextInt(3) == 0) {
            String victim = random.nextBoolean() ? "sender 0" : "receiver 0";
            process(victim).kill();
            run(victim, "");
        }
        for (int server = 0; server < servers.size(); server++) {
            if ((which & (1 << server)) != 0) {
                servers.get(server).startAgain();
            }
        }
        home.pool.getHikariPoolMXBean().softEvictConnections();
        host.pool.getHikariPoolMXBean().softEvictConnections();
        logs.look();
    }

    private void crash(int instances) throws Exception {
        open(node -> TestDatabases.fresh(directory));
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
            logs.look();
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
        awaitGrownLogs();
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
                                                "select coalesce(max(last), 0) from outbox_sequence")
                                && logs.areComplete());
    }

    /** However early everybody was killed: while messages still flow, both logs come to grow. */
    private void awaitGrownLogs() {
        Awaitility.await()
                .atMost(HEALED_WITHIN)
                .until(() -> {
                    timePasses();
                    return logs.haveGrown();
                });
    }

    private void assertHealed() throws Exception {
        var healed = new HealedLedgers(home, host, CrashFederation.read(directory));
        System.out.printf(
                "CrashIT: %d notices, %d times at named points%n", healed.caused(), atPoints);
        healed.holdEverythingOnce();
        logs.areProven();
    }
}
