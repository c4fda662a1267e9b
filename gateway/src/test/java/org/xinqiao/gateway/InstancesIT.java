package org.xinqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.NodeConfig.Cluster;
import org.xinqiao.gateway.operate.NodeConfig.Management;
import org.xinqiao.gateway.operate.NodeConfig.Stop;
import org.xinqiao.gateway.operate.Open;

/** Several instances of one node on one database, and how one of them ends. */
class InstancesIT {
    private static final int CALLERS = 6;
    private static final int MORE = 60;
    private static final String SESSION =
            """
            { "subject": { "type": "CITIZEN", "number": "799999199203149027" },
              "evidence": { "method": "REAL_PERSON", "reference": "test" } }\
            """;

    @TempDir Path directory;

    private TestRepository repository;
    private NodeConfig config;

    @BeforeEach
    void publish() throws Exception {
        repository = new TestRepository(directory);
        config =
                TestNodes.withStop(
                        TestNodes.withManagement(
                                TestNodes.config("cn-350200", directory),
                                new Management("127.0.0.1", 0)),
                        new Stop(2));
    }

    @AfterEach
    void stop() {
        repository.close();
    }

    @Test
    void instance_stoppedUnderTraffic_losesNoRequest() throws Exception {
        List<NodeConfig> configs = clustered(2);
        List<Node> nodes = startAtOnce(configs);
        try (var balancer = new Balancer();
                var traffic = new Traffic(balancer)) {
            List<Balancer.Instance> instances = nodes.stream().map(balancer::add).toList();
            Awaitility.await().until(() -> instances.stream().allMatch(Balancer.Instance::isReady));
            traffic.start();
            traffic.awaitMore();
            assertThat(instances).allSatisfy(it -> assertThat(it.connections.get()).isPositive());

            nodes.getFirst().close();
            balancer.remove(instances.getFirst());
            traffic.awaitMore();
            assertThat(traffic.faults).isEmpty();

            nodes.set(0, Node.start(configs.getFirst()));
            Balancer.Instance again = balancer.add(nodes.getFirst());
            Awaitility.await().until(again::isReady);
            nodes.getLast().close();
            balancer.remove(instances.getLast());
            traffic.awaitMore();
            assertThat(again.connections.get()).isPositive();
            assertThat(traffic.faults).isEmpty();
        } finally {
            nodes.forEach(Node::close);
        }
    }

    @Test
    void request_underWayWhenTheNodeEnds_isAnswered_andReadinessGoesFirst() throws Exception {
        NodeConfig followed = repository.followed(config, directory.resolve("state"));
        Node node = TestNodes.start(followed, SlowAnswers.class);
        try (HttpClient http = HttpClient.newHttpClient()) {
            var readiness = node.management().resolve("/actuator/health/readiness");
            assertThat(Calls.get(http, readiness).statusCode()).isEqualTo(200);
            CompletableFuture<HttpResponse<String>> slow =
                    http.sendAsync(
                            Calls.to(node.api().resolve("/api/test/endless")).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(SlowAnswers.entered.await(20, TimeUnit.SECONDS)).isTrue();

            CompletableFuture<Void> closed = CompletableFuture.runAsync(node::close);
            Awaitility.await().until(() -> Calls.get(http, readiness).statusCode() == 503);
            // Not ready, and yet whoever has not noticed is served, and asked to go elsewhere.
            HttpResponse<String> late =
                    Calls.get(http, node.management().resolve("/actuator/health/liveness"));
            assertThat(late.statusCode()).isEqualTo(200);
            assertThat(late.headers().firstValue("Connection")).hasValue("close");
            assertThat(slow).isNotDone();
            SlowAnswers.mayEnd.countDown();

            assertThat(slow.get(20, TimeUnit.SECONDS).body()).isEqualTo("done");
            closed.get(30, TimeUnit.SECONDS);
        } finally {
            SlowAnswers.mayEnd.countDown();
            node.close();
        }
    }

    /** Each names itself and all of them; ports of the cluster are fixed in the file. */
    private List<NodeConfig> clustered(int count) throws Exception {
        List<Integer> ports = freePorts(count);
        List<String> members = ports.stream().map(port -> "127.0.0.1:" + port).toList();
        var configs = new ArrayList<NodeConfig>();
        for (int port : ports) {
            NodeConfig one = repository.followed(config, directory.resolve("state-" + port));
            configs.add(TestNodes.withCluster(one, new Cluster("127.0.0.1", port, members)));
        }
        return configs;
    }

    /** On an empty database: one migrates, the others wait for it. */
    private static List<Node> startAtOnce(List<NodeConfig> configs) throws Exception {
        try (var threads = Executors.newFixedThreadPool(configs.size())) {
            var started =
                    configs.stream().map(one -> threads.submit(() -> Node.start(one))).toList();
            var nodes = new ArrayList<Node>();
            for (var node : started) {
                nodes.add(node.get());
            }
            return nodes;
        }
    }

    private static List<Integer> freePorts(int count) throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    /** Callers that keep their connections and open wallet sessions, one after the other. */
    private static final class Traffic implements AutoCloseable {
        final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
        private final AtomicInteger answered = new AtomicInteger();
        private final Balancer balancer;
        private final List<Thread> callers = new ArrayList<>();
        private volatile boolean open = true;

        Traffic(Balancer balancer) {
            this.balancer = balancer;
        }

        void start() {
            for (int i = 0; i < CALLERS; i++) {
                callers.add(Thread.ofPlatform().name("caller-" + i).start(this::call));
            }
        }

        private void call() {
            try (HttpClient http = HttpClient.newHttpClient()) {
                while (open) {
                    HttpResponse<String> answer =
                            Calls.post(
                                    http,
                                    balancer.uri().resolve("/api/v1/wallet-sessions"),
                                    BodyPublishers.ofString(SESSION),
                                    "Content-Type",
                                    "application/json",
                                    "Authorization",
                                    "Bearer " + TestNodes.PLATFORM);
                    if (answer.statusCode() != 201) {
                        faults.add(answer.statusCode() + " " + answer.body());
                    }
                    answered.incrementAndGet();
                }
            } catch (Exception e) {
                faults.add(e.toString());
            }
        }

        void awaitMore() {
            int before = answered.get();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> answered.get() >= before + MORE || !faults.isEmpty());
        }

        @Override
        public void close() throws InterruptedException {
            open = false;
            for (Thread caller : callers) {
                caller.join();
            }
        }
    }

    /** An answer that takes as long as the test wants. */
    @RestController
    static class SlowAnswers {
        static final CountDownLatch entered = new CountDownLatch(1);
        static final CountDownLatch mayEnd = new CountDownLatch(1);

        @Open
        @GetMapping("/api/test/endless")
        String slow() throws InterruptedException {
            entered.countDown();
            mayEnd.await();
            return "done";
        }
    }
}
