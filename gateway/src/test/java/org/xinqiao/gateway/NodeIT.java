package org.xinqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.gateway.operate.NodeConfig;

class NodeIT {
    @TempDir Path directory;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void nodes_twoInOneProgram_liveAndEndIndependently() throws Exception {
        NodeConfig config = TestNodes.config("cn-350200", directory);
        try (Node fuzhou = Node.start(TestNodes.config("cn-350100", directory))) {
            Node xiamen = Node.start(config);
            assertThat(get(xiamen, "/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(xiamen.federation().getPort()).isPositive();
            assertThat(xiamen.api()).isNotEqualTo(fuzhou.api());
            xiamen.close();
            assertThatThrownBy(() -> get(xiamen, "/actuator/health")).isInstanceOf(Exception.class);

            assertThat(get(fuzhou, "/actuator/health/liveness").statusCode()).isEqualTo(200);
            try (Node again = Node.start(config)) {
                assertThat(get(again, "/actuator/health/liveness").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void node_databaseOutOfReach_saysSoAndLeavesNothingOpen() throws Exception {
        NodeConfig c = TestNodes.config("cn-350200", directory);
        var nowhere =
                new NodeConfig.Database(
                        "jdbc:postgresql://127.0.0.1:1/none",
                        "none",
                        c.database().passwordFile(),
                        2);
        var config =
                new NodeConfig(
                        c.node(),
                        c.level(),
                        c.api(),
                        c.federation(),
                        nowhere,
                        c.trust(),
                        c.keys(),
                        c.secrets(),
                        c.tokens(),
                        null,
                        null,
                        null,
                        c.limits());

        assertThatThrownBy(() -> Node.start(config))
                .isInstanceOf(NodeNotStarted.class)
                .hasMessageContaining("cn-350200 did not start");
    }

    @Test
    void node_rootThatIsNone_doesNotStart() throws Exception {
        NodeConfig config = TestNodes.config("cn-350200", directory);
        Files.writeString(config.trust().root(), "{}");

        assertThatThrownBy(() -> Node.start(config)).isInstanceOf(NodeNotStarted.class);
    }

    @Test
    void node_withoutTrust_livesButIsNotReady_andSaysWhy() throws Exception {
        try (Node node = Node.start(TestNodes.config("cn-350200", directory))) {
            var readiness = get(node, "/actuator/health/readiness");

            assertThat(readiness.statusCode()).isEqualTo(503);
            assertThat(readiness.body()).contains("\"trust\"").contains("out of reach");
            assertThat(get(node, "/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(get(node, "/actuator/env").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void node_metrics_areThere() throws Exception {
        try (Node node = Node.start(TestNodes.config("cn-350200", directory))) {
            assertThat(get(node, "/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
        }
    }

    private HttpResponse<String> get(Node node, String path) throws Exception {
        var request = HttpRequest.newBuilder(node.api().resolve(path)).build();
        return http.send(request, BodyHandlers.ofString());
    }
}
