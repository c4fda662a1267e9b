package org.xinqiao.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.sandbox.postgres.PostgresServer;

/** A PostgreSQL server that speaks TLS as {@code 127.0.0.1}, with one database. */
final class TlsPostgres implements AutoCloseable {
    private final Path directory;
    private final PostgresServer server;
    private final NodeConfig.Tls certificate;

    TlsPostgres(Path directory, String database, String password) throws Exception {
        this.directory = directory;
        server = PostgresServer.start(directory);
        server.createDatabase(database, password);
        certificate = TestCertificate.in(directory, "127.0.0.1");
        Files.setPosixFilePermissions(
                certificate.key(), PosixFilePermissions.fromString("rw-------"));
        administer("ALTER SYSTEM SET ssl_cert_file = '" + certificate.certificate() + "'");
        administer("ALTER SYSTEM SET ssl_key_file = '" + certificate.key() + "'");
        administer("ALTER SYSTEM SET ssl = on");
        administer("SELECT pg_reload_conf()");
    }

    String url(String database) {
        return server.url(database);
    }

    Path certificate() {
        return certificate.certificate();
    }

    /** Connections of a role that speak TLS, or those that do not. */
    int connections(String role, boolean tls) throws Exception {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
                                        + " WHERE usename = '"
                                        + role
                                        + "' AND ssl = "
                                        + tls)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private void administer(String sql) throws Exception {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection superuser() throws Exception {
        String secret = Files.readString(directory.resolve("superuser.password")).strip();
        try {
            return DriverManager.getConnection(server.url("postgres"), "postgres", secret);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
