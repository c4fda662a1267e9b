package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.FaultyLink;
import org.xinqiao.gateway.Node;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.sandbox.FreePorts;
import org.xinqiao.gateway.sandbox.NodeProcess;
import org.xinqiao.gateway.sandbox.NodeRunner;
import org.xinqiao.gateway.sandbox.Sandbox;
import org.xinqiao.gateway.sandbox.SandboxOptions;
import org.xinqiao.gateway.sandbox.Staging;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fuzhou's node as two instances over one database, behind something that spreads calls: one is
 * killed while visitors come, another is added, the one that was there before is stopped. Nothing
 * is lost and nothing happens twice.
 */
class InstancesIT {
    private static final String PURPOSE = "library.lending";
    private static final String BENEFIT = "cn-350100/library.deposit-free";
    private static final int VISITORS = 3;
    private static final int VISITS_A_PHASE = 9;
    private static final Duration WAIT = Duration.ofMinutes(4);
    private static final List<String> JAVA =
            List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    @TempDir Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final AtomicInteger honoured = new AtomicInteger();
    private final AtomicInteger reported = new AtomicInteger();
    private volatile boolean enough;
    private Instance first;
    private Instance second;
    private FaultyLink apis;
    private FaultyLink federations;

    /** Where one instance listens. */
    private record Instance(int api, int federation, int cluster) {
        static Instance free() throws IOException {
            return new Instance(freePort(), freePort(), freePort());
        }

        String address() {
            return "127.0.0.1:" + cluster;
        }
    }

    @AfterEach
    void close() throws Exception {
        enough = true;
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void node_oneInstanceIsKilled_oneAdded_oneStopped_losesNothingAndRepeatsNothing()
            throws Exception {
        first = Instance.free();
        second = Instance.free();
        var killed = new ArrayList<NodeProcess>();
        var staging =
                new Staging(
                        Staging.CITIES,
                        configuration -> {
                            if (!configuration.toString().contains(Outside.FUZHOU.value())) {
                                return NodeRunner.HERE.run(configuration);
                            }
                            NodeProcess process = spread(configuration);
                            killed.add(process);
                            return process::kill;
                        });
        open.add(Sandbox.start(new SandboxOptions(directory, FreePorts.base(), false), staging));
        var outside =
                new Outside(
                        StrictJson.parse(Files.readAllBytes(directory.resolve("sandbox.json"))));
        Path home = directory.resolve("nodes").resolve(Outside.FUZHOU.value());
        Node beside = Node.start(NodeConfig.read(instance(home.resolve("node.yaml"), "b", second)));
        open.add(beside);
        lead(first, second);

        try (var visitors = Executors.newFixedThreadPool(VISITORS)) {
            var coming = come(outside, visitors);
            phase("two instances");
            killed.getFirst().kill();
            lead(second);
            phase("one killed");
            NodeProcess added = NodeProcess.start(home.resolve("node-a.yaml"), JAVA);
            open.add(added::kill);
            lead(first, second);
            phase("one added");
            lead(first);
            beside.close();
            phase("the added one alone");
            enough = true;
            for (Future<?> one : coming) {
                one.get();
            }
        }
        assertNothingLostOrTwice(outside);
    }

    /** The instance that the sandbox starts stands behind the ports that the sandbox publishes. */
    private NodeProcess spread(Path configuration) throws IOException {
        try {
            NodeConfig published = NodeConfig.read(configuration);
            NodeProcess process = NodeProcess.start(instance(configuration, "a", first), JAVA);
            apis = new FaultyLink(published.api().port());
            federations = new FaultyLink(published.federation().port());
            open.add(apis);
            open.add(federations);
            lead(first);
            return process;
        } catch (org.xinqiao.gateway.operate.InvalidConfig e) {
            throw new IOException(e);
        }
    }

    private void lead(Instance... to) {
        apis.to(List.of(to).stream().map(Instance::api).toList());
        federations.to(List.of(to).stream().map(Instance::federation).toList());
    }

    /** The node's configuration with ports and trust directory of the instance's own. */
    private Path instance(Path configuration, String name, Instance own) throws IOException {
        String yaml =
                Files.readString(configuration)
                                .replaceFirst("(api: .*port: )\\d+", "$1" + own.api())
                                .replaceFirst("(?m)^(  port: )\\d+", "$1" + own.federation())
                                .replace("stateDirectory: trust", "stateDirectory: trust-" + name)
                        + "cluster: { address: 127.0.0.1, port: %d, members: [\"%s\", \"%s\"] }%n"
                                .formatted(own.cluster(), first.address(), second.address());
        Files.createDirectories(configuration.resolveSibling("trust-" + name));
        return Files.writeString(configuration.resolveSibling("node-" + name + ".yaml"), yaml);
    }

    /** So many more are honoured. */
    private void phase(String name) {
        int before = honoured.get();
        Awaitility.await(name).atMost(WAIT).until(() -> honoured.get() >= before + VISITS_A_PHASE);
    }

    private List<Future<?>> come(Outside outside, ExecutorService threads) throws Exception {
        var coming = new ArrayList<Future<?>>();
        for (JsonNode resident : residents(outside)) {
            Visitor visitor = new Visitor(outside, resident, SignatureAlgorithm.ES256);
            Pass pass = visitor.consents(Outside.FUZHOU, PURPOSE).pass();
            coming.add(
                    threads.submit(() -> {
                        while (!enough) {
                            visit(outside, visitor, pass);
                        }
                        return null;
                    }));
        }
        return coming;
    }

    private static List<JsonNode> residents(Outside outside) {
        return outside.sandbox
                .path("residents")
                .valueStream()
                .filter(it -> it.path("node").stringValue().equals(Outside.XIAMEN.value()))
                .filter(it -> it.path("score").isNumber() && it.path("score").intValue() >= 600)
                .limit(VISITORS)
                .toList();
    }

    /**
     * A scan; what becomes of it is reported until that is taken, at the same instant each time.
     */
    private void visit(Outside outside, Visitor visitor, Pass pass) throws Exception {
        ObjectNode scan = StrictJson.object().put("code", visitor.shows(pass));
        scan.put("purpose", PURPOSE).put("terminal", "desk-1");
        Outside.Answer seen = called(outside, "/api/v1/recognitions", scan);
        if (seen.status() != 200) {
            assertThat(seen.status()).as("no refusal but for the moment").isIn(0, 429, 500, 503);
            return;
        }
        honoured.incrementAndGet();
        ObjectNode event = StrictJson.object().put("benefit", BENEFIT).put("event", "ATTENTION");
        event.put("at", Instant.now().toString());
        String path = seen.location() + "/events";
        int status = 0;
        while (status != 202) {
            status = called(outside, path, event).status();
            assertThat(status).isIn(0, 202, 429, 500, 503);
        }
        reported.incrementAndGet();
    }

    /** Status 0 where the connection broke. */
    private static Outside.Answer called(Outside outside, String path, ObjectNode body)
            throws Exception {
        try {
            return outside.api(Outside.FUZHOU, "counter", "POST", path, body.toString());
        } catch (IOException e) {
            return new Outside.Answer(0, "", new byte[0], "");
        }
    }

    private void assertNothingLostOrTwice(Outside outside) throws Exception {
        var host = new NodeDatabase(directory, Outside.FUZHOU);
        var home = new NodeDatabase(directory, Outside.XIAMEN);
        Awaitility.await()
                .atMost(WAIT)
                .until(() -> host.number("select count(*) from outbox") == 0);
        long granted = host.number("select count(*) from recognition where granted");
        System.out.printf(
                "InstancesIT: %d honoured, %d reported, %d granted in the database%n",
                honoured.get(), reported.get(), granted);
        assertThat(granted).as("what was answered is kept").isGreaterThanOrEqualTo(honoured.get());
        assertThat(home.number("select count(*) from benefit_event where event = 'GRANTED'"))
                .isEqualTo(granted);
        assertThat(home.number("select count(*) from benefit_event where event = 'ATTENTION'"))
                .isEqualTo(reported.get());
        long last = host.number("select last from outbox_sequence where partner = 'cn-350200'");
        assertThat(home.number("select high from inbox_sequence where source = 'cn-350100'"))
                .isEqualTo(last);
        assertThat(home.number("select count(*) from inbox_gap")).isZero();
        assertThat(
                        home.number(
                                """
                                select count(*) from message_record
                                where direction = 0 and type = 'xinqiao.benefit.notice.v1'\
                                """))
                .as("each notice was taken once")
                .isEqualTo(last);
        var partner = Outside.as(Outside.XIAMEN, directory, (ObjectNode) outside.sandbox);
        assertThat(new NodeLog(partner, Outside.FUZHOU, host).isWhole().size()).isPositive();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
