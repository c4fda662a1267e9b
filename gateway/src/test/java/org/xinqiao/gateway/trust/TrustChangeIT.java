package org.xinqiao.gateway.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.crypto.Digests;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.gateway.Calls;
import org.xinqiao.gateway.Node;
import org.xinqiao.gateway.TestNodes;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.trust.edit.Federation;
import org.xinqiao.trust.edit.KeyGen;
import org.xinqiao.trust.edit.Publisher;

class TrustChangeIT {
    private static final List<String> NODES =
            List.of("cn-100000", "cn-350000", "cn-350200", "cn-350100", "cn-330100");

    @TempDir Path directory;

    private Publisher publisher;
    private Path root;
    private HttpServer repository;

    @BeforeEach
    void publish() throws Exception {
        Federation federation = Federation.unpack("federations/sandbox", directory.resolve("work"));
        var keys = new KeyGen(federation, new SecureRandom());
        keys.missingRoleKeys();
        for (String node : NODES) {
            String pin = Base64Url.encode(Digests.sha256(node.getBytes()));
            keys.newNodeKeys(
                    NodeId.parse(node),
                    URI.create("https://localhost"),
                    EnumSet.of(Suite.INTL),
                    Set.of(pin),
                    Instant.now());
        }
        Path files = directory.resolve("repository").toAbsolutePath();
        publisher = new Publisher(federation, files);
        root = publisher.publish(Instant.now()).root();
        var free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        repository =
                SimpleFileServer.createFileServer(free, files, SimpleFileServer.OutputLevel.NONE);
        repository.start();
    }

    @AfterEach
    void stop() {
        repository.stop(0);
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
            publisher.publish(Instant.now());
            Awaitility.await().until(() -> readiness(node).body().contains("\"version\":2"));

            repository.stop(0);
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
        Path files = directory.resolve("repository");
        byte[] first = Files.readAllBytes(files.resolve("timestamp.json"));
        edit();
        publisher.publish(Instant.now());
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
        var uri = URI.create("http://127.0.0.1:" + repository.getAddress().getPort() + "/");
        var trust = new NodeConfig.Trust(root, uri, directory.resolve("state"), 1);
        return TestNodes.withTrust(TestNodes.config("cn-350200", directory), trust);
    }

    private static HttpResponse<String> readiness(Node node) throws Exception {
        return Calls.get(Calls.plain(), node.api().resolve("/actuator/health/readiness"));
    }
}
