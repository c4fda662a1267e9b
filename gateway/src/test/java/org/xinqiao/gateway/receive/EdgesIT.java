package org.xinqiao.gateway.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.gateway.Calls;
import org.xinqiao.gateway.Node;
import org.xinqiao.gateway.TestCertificate;
import org.xinqiao.gateway.TestNodes;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.NodeConfig.Limits;
import org.xinqiao.gateway.operate.NodeConfig.Tls;
import org.xinqiao.gateway.operate.Open;

class EdgesIT {
    @TempDir Path directory;

    @Test
    void stranger_atTheQuota_isJudged_oneMore_isToldToWait_withAnyCertificate() throws Exception {
        NodeConfig config =
                TestNodes.withLimits(
                        TestNodes.config("cn-350200", directory),
                        new Limits(100, 100, 100, 100, 100, 100));
        try (Node node = Node.start(config)) {
            HttpClient one = Calls.federation(config.federation().tls(), certificate("one"));
            HttpClient other = Calls.federation(config.federation().tls(), certificate("other"));
            long start = System.nanoTime();
            int judged = 0;
            HttpResponse<String> answer = post(node, one);
            while (answer.statusCode() == 415) {
                judged++;
                answer = post(node, judged % 2 == 0 ? one : other);
            }

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.body()).contains("problems/too-many-requests");
            assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow()).isEqualTo(1);
            long refilled = 1 + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 600;
            assertThat((long) judged).isBetween(100L, 100 + refilled);
        }
    }

    @Test
    void api_withTls_answersByTls() throws Exception {
        Tls tls = certificate("api");
        NodeConfig config =
                TestNodes.withApi(
                        TestNodes.config("cn-350200", directory),
                        new NodeConfig.Api("127.0.0.1", 0, tls));
        try (Node node = Node.start(config)) {
            assertThat(node.api()).hasScheme("https");
            var answer =
                    Calls.get(
                            Calls.federation(tls, null),
                            node.api().resolve("/actuator/health/liveness"));

            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void close_requestUnderWay_isAnsweredFirst() throws Exception {
        Node node = TestNodes.start(TestNodes.config("cn-350200", directory), SlowHandler.class);
        var request = Calls.to(node.api().resolve("/api/test/slow")).build();
        var answer = Calls.plain().sendAsync(request, BodyHandlers.ofString());
        assertThat(SlowHandler.ENTERED.await(20, TimeUnit.SECONDS)).isTrue();

        Thread closing = Thread.ofVirtual().start(node::close);
        SlowHandler.GO_ON.countDown();
        closing.join();

        assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("done");
    }

    private Tls certificate(String name) throws Exception {
        return TestCertificate.in(directory, name);
    }

    private static HttpResponse<String> post(Node node, HttpClient http) throws Exception {
        var uri = node.federation().resolve("/federation/v1/messages");
        return Calls.post(http, uri, BodyPublishers.ofString("{}"), "Content-Type", "text/plain");
    }

    @RestController
    static class SlowHandler {
        static final CountDownLatch ENTERED = new CountDownLatch(1);
        static final CountDownLatch GO_ON = new CountDownLatch(1);

        @Open
        @GetMapping("/api/test/slow")
        String slow() throws InterruptedException {
            ENTERED.countDown();
            GO_ON.await();
            return "done";
        }
    }
}
