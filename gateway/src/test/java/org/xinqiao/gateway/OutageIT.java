package org.xinqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.NodeConfig.Database;
import org.xinqiao.gateway.operate.NodeConfig.Management;
import tools.jackson.databind.JsonNode;

/** What a node does while something that it stands on is gone, rule by rule. */
class OutageIT {
    private static final String SESSION =
            """
            { "subject": { "type": "CITIZEN", "number": "799999199203149027" },
              "evidence": { "method": "REAL_PERSON", "reference": "test" } }\
            """;

    @TempDir Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private TestRepository repository;
    private FaultyLink line;
    private NodeConfig config;

    @BeforeEach
    void lines() throws Exception {
        repository = new TestRepository(directory);
        line = new FaultyLink();
        Database database = TestDatabases.fresh(directory);
        URI server = URI.create(database.url().substring("jdbc:".length()));
        line.to(List.of(server.getPort()));
        var through =
                new Database(
                        "jdbc:postgresql://127.0.0.1:" + line.port() + server.getPath(),
                        database.username(),
                        database.password(),
                        null,
                        4);
        config =
                TestNodes.withManagement(
                        TestNodes.withDatabase(
                                repository.followed(
                                        TestNodes.config("cn-350200", directory),
                                        directory.resolve("state")),
                                through),
                        new Management("127.0.0.1", 0));
    }

    @AfterEach
    void cut() throws Exception {
        repository.close();
        line.close();
    }

    @Test
    void database_down_isSaidToEverybody_andComesBackByItself() throws Exception {
        try (Node node = Node.start(config)) {
            assertThat(open(node).statusCode()).isEqualTo(201);
            assertThat(probe(node, "readiness")).isEqualTo(200);

            line.is(FaultyLink.State.CUT);
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> answer = open(node);
                JsonNode problem = StrictJson.parseObject(answer.body().getBytes());
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Content-Type"))
                        .hasValue("application/problem+json");
                assertThat(problem.path("type").stringValue()).endsWith("/try-later");
                assertThat(problem.path("facts").path("dependency").stringValue())
                        .isEqualTo("database");
            }
            assertThat(probe(node, "readiness")).isEqualTo(503);
            assertThat(probe(node, "liveness")).as("restarting would not help").isEqualTo(200);

            line.is(FaultyLink.State.GOOD);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> open(node).statusCode() == 201);
            assertThat(probe(node, "readiness")).isEqualTo(200);
        }
    }

    /**
     * The sandbox's partners publish endpoints where nobody listens, and this city has no platform.
     */
    @Test
    void partnersAndPlatform_allDown_changeNeitherProbe() throws Exception {
        NodeConfig alone =
                TestNodes.withCity(
                        config,
                        new NodeConfig.City(
                                URI.create("http://127.0.0.1:1/"),
                                100,
                                1000,
                                URI.create("http://127.0.0.1:1/")));
        try (Node node = Node.start(alone)) {
            assertThat(probe(node, "readiness")).isEqualTo(200);
            assertThat(probe(node, "liveness")).isEqualTo(200);
        }
    }

    @Test
    void clock_wrong_isFoundByTheDatabases() throws Exception {
        try (Node right = Node.start(config)) {
            Awaitility.await().until(() -> clock(right).path("status").asString("").equals("UP"));
        }
        Clock fast = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(90));
        try (Node wrong = Node.start(config, fast)) {
            Awaitility.await().until(() -> clock(wrong).path("status").asString("").equals("DOWN"));

            assertThat(clock(wrong).path("details").path("offsetSeconds").doubleValue())
                    .isBetween(85.0, 95.0);
            assertThat(get(wrong, "/actuator/prometheus").body())
                    .containsPattern("xinqiao_clock_offset_seconds (8[5-9]|9[0-5])");
            assertThat(probe(wrong, "readiness")).isEqualTo(200);
        }
    }

    private JsonNode clock(Node node) throws Exception {
        return StrictJson.parseObject(get(node, "/actuator/health").body().getBytes())
                .path("components")
                .path("clock");
    }

    private int probe(Node node, String which) throws Exception {
        return get(node, "/actuator/health/" + which).statusCode();
    }

    private HttpResponse<String> get(Node node, String path) throws Exception {
        return Calls.get(http, node.management().resolve(path));
    }

    private HttpResponse<String> open(Node node) throws Exception {
        return Calls.post(
                http,
                node.api().resolve("/api/v1/wallet-sessions"),
                BodyPublishers.ofString(SESSION),
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + TestNodes.PLATFORM);
    }
}
