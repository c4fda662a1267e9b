package org.xinqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.NodeConfig.Database;
import org.xinqiao.gateway.operate.Secret;

/** A PostgreSQL server elsewhere, reached over TLS and held to its name. */
class DatabaseTlsIT {
    private static final String NAME = "node";

    @TempDir static Path directory;

    private static TlsPostgres postgres;
    private static Secret password;

    @BeforeAll
    static void start() throws Exception {
        postgres = new TlsPostgres(directory.resolve("postgres"), NAME, "open-sesame");
        password = Secret.in(Files.writeString(directory.resolve("password"), "open-sesame\n"));
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @Test
    void node_withARootCertificate_speaksTlsOnEveryConnection() throws Exception {
        NodeConfig config = config(postgres.url(NAME), postgres.certificate());
        try (Node node = Node.start(config)) {
            assertThat(node.api()).isNotNull();
            assertThat(postgres.connections(NAME, true)).isPositive();
            assertThat(postgres.connections(NAME, false)).isZero();
        }
    }

    @Test
    void database_certificateOfAnother_orNameOfAnother_isRefused() throws Exception {
        Path other = TestCertificate.in(directory, "other").certificate();
        String byName = postgres.url(NAME).replace("127.0.0.1", "localhost");

        assertThat(NodeCheck.database(config(postgres.url(NAME), postgres.certificate())))
                .isEmpty();
        assertThat(NodeCheck.database(config(postgres.url(NAME), other)))
                .singleElement()
                .asString()
                .startsWith("database: ")
                .contains("certification path");
        assertThat(NodeCheck.database(config(byName, postgres.certificate())))
                .singleElement()
                .asString()
                .contains("localhost");
    }

    private static NodeConfig config(String url, Path root) throws Exception {
        NodeConfig files = TestNodes.files("cn-350200", directory);
        return TestNodes.withDatabase(files, new Database(url, NAME, password, root, 4));
    }
}
