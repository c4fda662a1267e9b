package org.xinqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
                        c.database().password(),
                        null,
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
            assertThat(readiness.body()).isEqualTo("{\"status\":\"DOWN\"}");
            assertThat(get(node, "/actuator/health/readiness", TestNodes.OPERATOR).body())
                    .contains("\"trust\"")
                    .contains("out of reach");
            assertThat(get(node, "/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(get(node, "/actuator/env", TestNodes.OPERATOR).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void node_metrics_areThere() throws Exception {
        try (Node node = Node.start(TestNodes.config("cn-350200", directory))) {
            assertThat(get(node, "/actuator/prometheus", TestNodes.OPERATOR).body())
                    .contains("jvm_memory_used_bytes");
        }
    }

    @Test
    void metrics_withoutAnOperatorsToken_areNotShown() throws Exception {
        try (Node node = Node.start(TestNodes.config("cn-350200", directory))) {
            for (String path :
                    List.of("/actuator/prometheus", "/actuator", "/actuator/health/db")) {
                assertThat(get(node, path).statusCode()).as(path).isEqualTo(401);
                assertThat(get(node, path, "no-such-token").statusCode()).as(path).isEqualTo(401);
                assertThat(get(node, path, TestNodes.COUNTER).statusCode()).as(path).isEqualTo(403);
            }
        }
    }

    @Test
    void management_onAPortOfItsOwn_isThereAloneAndNeedsNoToken() throws Exception {
        NodeConfig config =
                TestNodes.withManagement(
                        TestNodes.config("cn-350200", directory),
                        new NodeConfig.Management("127.0.0.1", 0));
        try (Node node = Node.start(config)) {
            URI management = node.management();
            assertThat(Calls.get(http, management.resolve("/actuator/prometheus")).body())
                    .contains("jvm_memory_used_bytes");
            assertThat(Calls.get(http, management.resolve("/actuator/health")).body())
                    .contains("out of reach");
            for (String path : List.of("/", "/api/v1/texts", "/federation/v1/messages")) {
                assertThat(Calls.get(http, management.resolve(path)).statusCode())
                        .as(path)
                        .isEqualTo(404);
            }
            for (String path : List.of("/actuator/health", "/actuator/prometheus")) {
                assertThat(get(node, path, TestNodes.OPERATOR).statusCode())
                        .as(path)
                        .isEqualTo(404);
            }
        }
    }

    private HttpResponse<String> get(Node node, String path) throws Exception {
        return Calls.get(http, node.api().resolve(path));
    }

    private HttpResponse<String> get(Node node, String path, String token) throws Exception {
        return Calls.get(http, node.api().resolve(path), "Authorization", "Bearer " + token);
    }
}
