package org.xinqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.NodeConfig.Database;
import org.xinqiao.gateway.operate.Secret;
import org.xinqiao.gateway.sandbox.postgres.PostgresServer;

/** A PostgreSQL server elsewhere, reached over TLS and held to its name. */
class DatabaseTlsIT {
    private static final String NAME = "node";

    @TempDir static Path directory;

    private static PostgresServer server;
    private static NodeConfig.Tls certificate;
    private static Secret password;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start(directory.resolve("postgres"));
        server.createDatabase(NAME, "open-sesame");
        password = Secret.in(Files.writeString(directory.resolve("password"), "open-sesame\n"));
        certificate = TestCertificate.in(directory, "127.0.0.1");
        Files.setPosixFilePermissions(
                certificate.key(), PosixFilePermissions.fromString("rw-------"));
        administer("ALTER SYSTEM SET ssl_cert_file = '" + certificate.certificate() + "'");
        administer("ALTER SYSTEM SET ssl_key_file = '" + certificate.key() + "'");
        administer("ALTER SYSTEM SET ssl = on");
        administer("SELECT pg_reload_conf()");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void node_withARootCertificate_speaksTlsOnEveryConnection() throws Exception {
        NodeConfig config = config(server.url(NAME), certificate.certificate());
        try (Node node = Node.start(config)) {
            assertThat(node.api()).isNotNull();
            assertThat(connections(true)).isPositive();
            assertThat(connections(false)).isZero();
        }
    }

    @Test
    void database_certificateOfAnother_orNameOfAnother_isRefused() throws Exception {
        Path other = TestCertificate.in(directory, "other").certificate();
        String byName = server.url(NAME).replace("127.0.0.1", "localhost");

        assertThat(NodeCheck.database(config(server.url(NAME), certificate.certificate())))
                .isEmpty();
        assertThat(NodeCheck.database(config(server.url(NAME), other)))
                .singleElement()
                .asString()
                .startsWith("database: ")
                .contains("certification path");
        assertThat(NodeCheck.database(config(byName, certificate.certificate())))
                .singleElement()
                .asString()
                .contains("localhost");
    }

    private static NodeConfig config(String url, Path root) throws Exception {
        NodeConfig files = TestNodes.files("cn-350200", directory);
        return TestNodes.withDatabase(files, new Database(url, NAME, password, root, 4));
    }

    private static int connections(boolean tls) throws Exception {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
                                        + " WHERE usename = 'node' AND ssl = "
                                        + tls)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void administer(String sql) throws Exception {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection superuser() throws Exception {
        String secret = Files.readString(directory.resolve("postgres/superuser.password")).strip();
        try {
            return DriverManager.getConnection(server.url("postgres"), "postgres", secret);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
