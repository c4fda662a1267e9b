package org.xinqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.sandbox.NodeProcess;
import org.xinqiao.gateway.sandbox.files.PrivateFile;
import org.xinqiao.trust.key.KeyEncryption;
import org.xinqiao.trust.key.Passphrase;

/**
 * The example of a production configuration, started as the operations guide says: a process of its
 * own, an external PostgreSQL server over TLS, secrets from files and from the environment, all
 * private keys encrypted.
 */
class ExampleNodeIT {
    private static final String PASSWORD = "open-sesame";
    private static final String PASSPHRASE = "correct horse 信桥";

    @TempDir Path directory;

    @Test
    void example_startedInAProcessOfItsOwn_isReady_andEndsInOrderOnSigterm() throws Exception {
        try (var postgres = new TlsPostgres(directory.resolve("postgres"), "node", PASSWORD);
                var repository = new TestRepository(directory)) {
            int management = freePort();
            Path file = write(postgres, repository, management);
            NodeProcess node =
                    NodeProcess.start(
                            file,
                            List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                            Map.of("XINQIAO_DB_PASSWORD", PASSWORD));
            try (HttpClient http = HttpClient.newHttpClient()) {
                URI readiness =
                        URI.create("http://127.0.0.1:" + management + "/actuator/health/readiness");
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> Calls.get(http, readiness).statusCode() == 200);
                assertThat(postgres.connections("node", true)).isPositive();
                assertThat(postgres.connections("node", false)).isZero();
            } finally {
                node.close();
            }
            assertThat(node.exitCode()).isZero();
            Path log = file.resolveSibling("node.log");
            Awaitility.await().until(() -> Files.readString(log).contains("xinqiao: stopped"));
            assertThat(log)
                    .content()
                    .contains("xinqiao: ready: API https://")
                    .doesNotContain(PASSWORD, PASSPHRASE);
            assertThat(postgres.connections("node", true)).isZero();
        }
    }

    /** The example as it ships, but for addresses that exist only where it is installed. */
    private Path write(TlsPostgres postgres, TestRepository repository, int management)
            throws Exception {
        Path home = Files.createDirectories(directory.resolve("home"));
        NodeConfig followed =
                repository.followed(TestNodes.files("cn-350200", directory), directory);
        String yaml = Files.readString(root().resolve("docs/examples/production/node.yaml"));
        for (String[] change :
                new String[][] {
                    {"address: 0.0.0.0", "address: 127.0.0.1"},
                    {"port: 8443", "port: 0"},
                    {"port: 8444", "port: 0"},
                    {"port: 8445", "port: " + management},
                    {"jdbc:postgresql://db.internal:5432/xinqiao", postgres.url("node")},
                    {"username: xinqiao", "username: node"},
                    {"https://trust.example.cn/", followed.trust().repository().toString()},
                    {"/var/lib/xinqiao/trust", "state"},
                    {"drainSeconds: 10", "drainSeconds: 1"},
                }) {
            assertThat(yaml).contains(change[0]);
            yaml = yaml.replace(change[0], change[1]);
        }
        Path tls = Files.createDirectories(home.resolve("tls"));
        copy(TestCertificate.rsa(directory, "api", 2048), tls.resolve("api"));
        copy(TestCertificate.in(directory, "node"), tls.resolve("node"));
        Files.copy(postgres.certificate(), tls.resolve("database-ca.pem"));
        Files.copy(
                followed.trust().root(),
                Files.createDirectories(home.resolve("trust")).resolve("1.root.json"));
        Path secrets = Files.createDirectories(home.resolve("secrets"));
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]);
        Files.writeString(secrets.resolve("pseudonym.key"), secret);
        Files.writeString(secrets.resolve("at-rest.key"), secret);
        // As the example says: every private key, of both suites, under one passphrase.
        Path passphrase = secrets.resolve("keys.passphrase");
        PrivateFile.write(passphrase, PASSPHRASE + "\n");
        for (var algorithm : List.of(SignatureAlgorithm.ES256, SignatureAlgorithm.SM2SM3)) {
            var key = Keys.generate(algorithm, new SecureRandom());
            PrivateFile.write(
                    home.resolve("keys/" + algorithm + ".json"), key.privateJwk().toString());
        }
        var encryption =
                new KeyEncryption(Passphrase.NONE, Passphrase.in(passphrase), new SecureRandom());
        assertThat(
                        encryption.encrypt(
                                List.of(
                                        home.resolve("keys"),
                                        tls.resolve("api.key.pem"),
                                        tls.resolve("node.key.pem"))))
                .hasSize(4);
        return Files.writeString(home.resolve("node.yaml"), yaml);
    }

    private static void copy(NodeConfig.Tls pair, Path name) throws IOException {
        Files.copy(pair.certificate(), Path.of(name + ".pem"));
        Files.copy(pair.key(), Path.of(name + ".key.pem"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Maven runs the tests of a module in its own directory. */
    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("mvnw"))) {
            here = here.getParent();
        }
        return here;
    }
}
