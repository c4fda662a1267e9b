package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.FUZHOU;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.FaultyLink;
import org.xinqiao.gateway.Node;
import org.xinqiao.gateway.operate.InvalidConfig;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.sandbox.FreePorts;
import org.xinqiao.gateway.sandbox.NodeProcess;
import org.xinqiao.gateway.sandbox.Sandbox;
import org.xinqiao.gateway.sandbox.SandboxOptions;
import org.xinqiao.gateway.sandbox.Staging;

/**
 * A stream between two nodes of two instances each: all four hand in, cut, send and take, one of
 * each side is killed between two batches, and every change is there once.
 */
class StreamInstancesIT {
    private static final String RED = "cn-350200/list/red";
    private static final int THREADS = 4;
    private static final int ENTRIES_A_CALL = 15;
    private static final int CALLS_A_PHASE = 12;
    private static final Duration WAIT = Duration.ofMinutes(4);
    private static final List<String> JAVA =
            List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    @TempDir Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Map<NodeId, Pair> pairs = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> keys = new ConcurrentLinkedQueue<>();
    private volatile boolean enough;
    private Outside outside;

    /** Where one instance listens. */
    private record Instance(int api, int federation, int cluster) {
        static Instance free() throws IOException {
            return new Instance(freePort(), freePort(), freePort());
        }
    }

    /** Two instances of a node behind what spreads calls; the first is a process of its own. */
    private final class Pair {
        final Instance first = Instance.free();
        final Instance second = Instance.free();
        final FaultyLink apis;
        final FaultyLink federations;
        final Path configuration;
        NodeProcess process;

        Pair(Path configuration) throws IOException, InvalidConfig {
            this.configuration = configuration;
            NodeConfig published = NodeConfig.read(configuration);
            process = NodeProcess.start(instance("a", first), JAVA);
            apis = new FaultyLink(published.api().port());
            federations = new FaultyLink(published.federation().port());
            open.add(apis);
            open.add(federations);
            lead(first);
        }

        void lead(Instance... to) {
            apis.to(List.of(to).stream().map(Instance::api).toList());
            federations.to(List.of(to).stream().map(Instance::federation).toList());
        }

        void addSecond() throws Exception {
            open.add(Node.start(NodeConfig.read(instance("b", second))));
            lead(first, second);
        }

        void killFirst() throws Exception {
            process.kill();
            lead(second);
        }

        void startFirstAgain() throws Exception {
            process = NodeProcess.start(configuration.resolveSibling("node-a.yaml"), JAVA);
            lead(first, second);
        }

        /** The node's configuration with ports and trust directory of the instance's own. */
        private Path instance(String name, Instance own) throws IOException {
            String members =
                    "\"127.0.0.1:" + first.cluster() + "\", \"127.0.0.1:" + second.cluster() + "\"";
            String yaml =
                    Files.readString(configuration)
                                    .replaceFirst("(api: .*port: )\\d+", "$1" + own.api())
                                    .replaceFirst("(?m)^(  port: )\\d+", "$1" + own.federation())
                                    .replace(
                                            "stateDirectory: trust",
                                            "stateDirectory: trust-" + name)
                            + "cluster: { address: 127.0.0.1, port: %d, members: [%s] }%n"
                                    .formatted(own.cluster(), members);
            Files.createDirectories(configuration.resolveSibling("trust-" + name));
            return Files.writeString(configuration.resolveSibling("node-" + name + ".yaml"), yaml);
        }
    }

    @AfterEach
    void close() throws Exception {
        enough = true;
        for (Pair pair : pairs.values()) {
            pair.process.kill();
        }
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void stream_ofTwoInstancesOnBothSides_oneOfEachKilled_isThereOnce() throws Exception {
        var staging = new Staging(Staging.CITIES, this::spread);
        open.add(Sandbox.start(new SandboxOptions(directory, FreePorts.base(), false), staging));
        outside =
                new Outside(
                        StrictJson.parse(Files.readAllBytes(directory.resolve("sandbox.json"))));
        Pair source = pairs.get(XIAMEN);
        Pair receiver = pairs.get(FUZHOU);
        source.addSecond();
        receiver.addSecond();

        try (ExecutorService platform = Executors.newFixedThreadPool(THREADS)) {
            var handing = new ArrayList<Future<?>>();
            for (int i = 0; i < THREADS; i++) {
                handing.add(platform.submit(this::handIn));
            }
            phase("two instances on both sides");
            source.killFirst();
            phase("one of the source's killed");
            receiver.killFirst();
            phase("one of the receiver's killed");
            source.startFirstAgain();
            receiver.startFirstAgain();
            phase("both are back");
            enough = true;
            for (Future<?> one : handing) {
                one.get();
            }
        }
        List<String> recalled = keys.stream().limit(5).toList();
        for (String key : recalled) {
            recall(key);
        }
        assertThereOnce(recalled);
    }

    private AutoCloseable spread(Path configuration) throws IOException {
        try {
            var pair = new Pair(configuration);
            pairs.put(NodeConfig.read(configuration).node(), pair);
            return () -> pair.process.kill();
        } catch (InvalidConfig e) {
            throw new IOException(e);
        }
    }

    /** So many more calls are taken. */
    private void phase(String name) {
        int before = calls.get();
        Awaitility.await(name).atMost(WAIT).until(() -> calls.get() >= before + CALLS_A_PHASE);
    }

    /** A call that broke is made again with the same keys, as a platform would. */
    private Void handIn() throws Exception {
        while (!enough) {
            var lines = new StringBuilder();
            var own = new ArrayList<String>();
            for (int i = 0; i < ENTRIES_A_CALL; i++) {
                own.add(UUID.randomUUID().toString());
                lines.append(TestEntries.red(own.getLast())).append('\n');
            }
            int status = 0;
            while (status != 200) {
                status = called("POST", "/entries", lines.toString());
                assertThat(status).isIn(0, 200, 429, 500, 503);
            }
            keys.addAll(own);
            calls.incrementAndGet();
        }
        return null;
    }

    private void recall(String key) throws Exception {
        int status = 0;
        while (status != 202) {
            status = called("DELETE", "/entries/" + key, null);
            assertThat(status).isIn(0, 202, 429, 500, 503);
        }
    }

    /** Status 0 where the connection broke. */
    private int called(String method, String path, String body) throws Exception {
        try {
            String at = "/api/v1/streams/" + RED + path;
            return outside.api(XIAMEN, "platform", method, at, body).status();
        } catch (IOException e) {
            return 0;
        }
    }

    private void assertThereOnce(List<String> recalled) throws Exception {
        var home = new NodeDatabase(directory, XIAMEN);
        var host = new NodeDatabase(directory, FUZHOU);
        await(() -> number(home, "given") == number(home, "seq"));
        await(() -> number(host, "seq") == number(home, "seq"));
        await(() -> host.text("select compared from stream where name = ?", RED).equals("SAME"));
        System.out.printf(
                "StreamInstancesIT: %d calls, %d keys, %d changes in %d batches%n",
                calls.get(), keys.size(), number(home, "seq"), batches(home));
        assertThat(edge(host)).as("the same log").isEqualTo(edge(home));
        for (NodeDatabase node : List.of(home, host)) {
            assertThat(
                            node.number(
                                    """
                                    select count(*) from stream_entry e
                                    join stream s on s.id = e.stream
                                    where s.name = ? and e.body is not null\
                                    """,
                                    RED))
                    .isEqualTo(keys.size() - recalled.size());
            assertThat(number(node, "entries")).isEqualTo(keys.size() - recalled.size());
            assertThat(
                            node.number(
                                    """
                                    select sum(b.to_seq - b.from_seq + 1) from stream_batch b
                                    join stream s on s.id = b.stream where s.name = ?\
                                    """,
                                    RED))
                    .as("batches neither overlap nor leave a gap")
                    .isEqualTo(number(node, "seq"));
            assertThat(node.number("select count(*) from stream_quarantine")).isZero();
            assertThat(node.number("select count(*) from alarm where kind like 'stream-%'"))
                    .isZero();
        }
        assertThat(batches(host)).isEqualTo(batches(home));
        await(() -> home.number("select count(*) from stream_recall where done_at is null") == 0);
        assertThat(host.number("select count(*) from stream_recalled")).isZero();
        assertThat(
                        host.number(
                                """
                                select count(*) from message_record
                                where direction = 0 and type = 'xinqiao.recall.notice.v1'\
                                """))
                .as("each recall was told once")
                .isEqualTo(recalled.size());
    }

    private static long batches(NodeDatabase node) {
        return node.number(
                """
                select count(*) from stream_batch b join stream s on s.id = b.stream
                where s.name = ?\
                """,
                RED);
    }

    private static long number(NodeDatabase node, String column) {
        return node.number("select " + column + " from stream where name = ?", RED);
    }

    private static String edge(NodeDatabase node) {
        return node.text("select encode(edge, 'hex') from stream where name = ?", RED);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(WAIT).until(condition);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
