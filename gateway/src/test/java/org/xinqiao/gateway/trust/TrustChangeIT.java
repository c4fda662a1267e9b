package org.xinqiao.gateway.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.gateway.Calls;
import org.xinqiao.gateway.Node;
import org.xinqiao.gateway.TestNodes;
import org.xinqiao.gateway.TestRepository;
import org.xinqiao.gateway.operate.NodeConfig;

class TrustChangeIT {
    @TempDir Path directory;

    private TestRepository repository;

    @BeforeEach
    void publish() throws Exception {
        repository = new TestRepository(directory);
    }

    @AfterEach
    void stop() {
        repository.close();
    }

    @Test
    void node_newSnapshot_changesOver_keepsItWhileTheRepositoryIsDown_andOverARestart()
            throws Exception {
        NodeConfig config = config();
        try (Node node = Node.start(config)) {
            var ready = readiness(node);
            assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
            assertThat(ready.body()).contains("\"version\":1").doesNotContain("trouble");

            edit();
            repository.publisher.publish(Instant.now());
            Awaitility.await().until(() -> readiness(node).body().contains("\"version\":2"));

            repository.close();
            Awaitility.await().until(() -> readiness(node).body().contains("out of reach"));
            assertThat(readiness(node).statusCode()).isEqualTo(200);
        }
        try (Node again = Node.start(config)) {
            assertThat(readiness(again).statusCode()).isEqualTo(200);
            assertThat(readiness(again).body()).contains("\"version\":2").contains("out of reach");
        }
        Clock later = Clock.fixed(Instant.now().plus(25, ChronoUnit.HOURS), ZoneOffset.UTC);
        try (Node late = Node.start(config, later)) {
            assertThat(readiness(late).statusCode()).as("expired").isEqualTo(503);
        }
    }

    @Test
    void repository_rolledBack_isRefused_andTheSnapshotStays() throws Exception {
        Path files = repository.files();
        byte[] first = Files.readAllBytes(files.resolve("timestamp.json"));
        edit();
        repository.publisher.publish(Instant.now());
        try (Node node = Node.start(config())) {
            Files.write(files.resolve("timestamp.json"), first);
            Awaitility.await().until(() -> readiness(node).body().contains("trouble"));

            assertThat(readiness(node).statusCode()).isEqualTo(200);
            assertThat(readiness(node).body()).contains("refused: ").contains("\"version\":2");
        }
    }

    private void edit() throws Exception {
        Path benefits = directory.resolve("work/benefits/cn-350200.yaml");
        String text = Files.readString(benefits);
        assertThat(text).contains("Up to 40 books");
        Files.writeString(benefits, text.replace("Up to 40 books", "Up to 41 books"));
    }

    private NodeConfig config() throws Exception {
        return repository.followed(
                TestNodes.config("cn-350200", directory), directory.resolve("state"));
    }

    private static HttpResponse<String> readiness(Node node) throws Exception {
        return Calls.get(
                Calls.plain(),
                node.api().resolve("/actuator/health/readiness"),
                "Authorization",
                "Bearer " + TestNodes.OPERATOR);
    }
}
