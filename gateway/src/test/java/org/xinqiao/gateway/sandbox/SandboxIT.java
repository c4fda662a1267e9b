package org.xinqiao.gateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The sandbox as a person starts it: a process of its own, ended by a signal. */
class SandboxIT {
    private static final Duration START_MAX = Duration.ofMinutes(3);
    private static final Duration STOP_MAX = Duration.ofSeconds(60);

    @TempDir Path directory;

    @Test
    void sandbox_stoppedThenKilledThenStarted_isCompleteAndKeepsItsKeysAndTokens()
            throws Exception {
        int port = FreePorts.base();
        Process first = start(port);
        JsonNode before = awaitReady(first);
        assertComplete(before, port);
        assertNodesAnswer(before);
        assertSecondSandboxIsRefused(port);
        stop(first);

        Process second = start(port);
        assertThat(awaitReady(second)).isEqualTo(before);
        second.destroyForcibly().waitFor();
        // Nothing could remove it, and the next start must not be taken for ready by it.
        Files.delete(directory.resolve("sandbox.json"));

        Process third = start(port);
        assertThat(awaitReady(third)).isEqualTo(before);
        stop(third);
    }

    @Test
    void sandbox_portInUse_saysWhichInOneLine() throws Exception {
        int port = FreePorts.base();
        try (ServerSocket taken = new ServerSocket(port + 1, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Sandbox.start(new SandboxOptions(directory, port, false)))
                    .isInstanceOf(SandboxFault.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " is in use")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void reset_directoryWithOtherThings_leavesThemAlone() throws Exception {
        Path other = Files.writeString(directory.resolve("mine.txt"), "kept");
        Files.createDirectories(directory.resolve("nodes/cn-350200"));

        new Layout(directory).reset();

        assertThat(other).exists();
        assertThat(directory.resolve("nodes")).doesNotExist();
    }

    private static void assertComplete(JsonNode sandbox, int port) throws Exception {
        assertThat(sandbox.propertyNames())
                .containsExactly("nodes", "outside", "trust", "residents", "organisations");
        assertThat(sandbox.path("nodes").values())
                .extracting(node -> node.path("id").asString())
                .containsExactlyInAnyOrder("cn-350200", "cn-350100", "cn-350000", "cn-100000");
        for (JsonNode node : sandbox.path("nodes").values()) {
            assertThat(node.propertyNames())
                    .containsExactly("id", "level", "api", "federation", "tokens");
            assertThat(node.path("tokens").propertyNames())
                    .containsExactly("platform", "counter", "operator");
        }
        JsonNode xiamen = sandbox.path("nodes").path(0);
        assertThat(xiamen.path("api").asString()).isEqualTo("http://localhost:" + (port + 1));
        assertThat(xiamen.path("federation").asString())
                .isEqualTo("https://localhost:" + (port + 11));

        JsonNode outside = sandbox.path("outside");
        assertThat(outside.path("id").asString()).isEqualTo("cn-330100");
        assertThat(outside.path("federation").asString())
                .isEqualTo("https://localhost:" + (port + 99));
        assertThat(Keys.parsePrivate(outside.path("signing").path("INTL")).algorithm().jose())
                .isEqualTo("ES256");
        assertThat(Keys.parsePrivate(outside.path("signing").path("SM")).algorithm().jose())
                .isEqualTo("SM2SM3");
        assertThat(Path.of(outside.path("tls").path("certificate").asString())).exists();
        assertThat(Path.of(outside.path("tls").path("key").asString())).exists();

        assertThat(Path.of(sandbox.path("trust").path("root").asString())).exists();
        assertThat(sandbox.path("residents").size()).isEqualTo(10);
        for (JsonNode resident : sandbox.path("residents").values()) {
            assertThat(resident.propertyNames())
                    .containsExactly("node", "name", "number", "score", "grade", "expects");
        }
        assertThat(sandbox.path("organisations").size()).isEqualTo(6);
        for (JsonNode organisation : sandbox.path("organisations").values()) {
            assertThat(organisation.propertyNames())
                    .containsExactly("node", "name", "code", "lists", "grade", "expects");
        }
    }

    private static void assertNodesAnswer(JsonNode sandbox) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (JsonNode node : sandbox.path("nodes").values()) {
                HttpResponse<String> health =
                        client.send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        node.path("api").asString()
                                                                + "/actuator/health"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
            }
        }
    }

    private void assertSecondSandboxIsRefused(int port) throws Exception {
        Process second = start(port + 200);
        assertThat(second.waitFor(START_MAX.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(
                        Files.readString(said(port + 200))
                                .lines()
                                .filter(line -> line.startsWith("xinqiao:"))
                                .toList())
                .last()
                .asString()
                .contains("another sandbox runs in " + directory);
    }

    private void stop(Process sandbox) throws Exception {
        assertThat(postgresPidFile()).exists();
        sandbox.destroy();
        assertThat(sandbox.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(sandbox.exitValue()).isZero();
        assertThat(directory.resolve("sandbox.json")).doesNotExist();
        assertThat(postgresPidFile()).doesNotExist();
    }

    private Path postgresPidFile() {
        return directory.resolve("postgres/data/postmaster.pid");
    }

    private Process start(int port) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xmx1g",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.xinqiao.gateway.command.Xinqiao",
                                "sandbox"));
        command.addAll(List.of("--dir", directory.toString(), "--port", String.valueOf(port)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said(port).toFile())
                .start();
    }

    private Path said(int port) {
        return directory.resolve("said-" + port + ".txt");
    }

    private JsonNode awaitReady(Process sandbox) throws Exception {
        Path file = directory.resolve("sandbox.json");
        Awaitility.await()
                .atMost(START_MAX)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> Files.exists(file) || !sandbox.isAlive());
        assertThat(sandbox.isAlive()).as(saidBy()).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        ObjectNode document = StrictJson.parseObject(Files.readAllBytes(file));
        return Objects.requireNonNull(document);
    }

    private String saidBy() throws IOException {
        try (var files = Files.list(directory)) {
            StringBuilder all = new StringBuilder();
            for (Path file :
                    files.filter(f -> f.getFileName().toString().startsWith("said-")).toList()) {
                all.append(Files.readString(file, StandardCharsets.UTF_8));
            }
            return all.toString();
        }
    }
}
