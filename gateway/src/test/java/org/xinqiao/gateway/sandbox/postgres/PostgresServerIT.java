package org.xinqiao.gateway.sandbox.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {
    @TempDir Path directory;

    @Test
    void server_firstStart_isDurableAndPrivatePerDatabase() throws Exception {
        try (PostgresServer server = PostgresServer.start(directory)) {
            server.createDatabase("cn-350200", "secret-1");
            server.createDatabase("cn-350100", "secret-2");

            assertThat(text(server, "cn-350200", "secret-1", "SHOW fsync")).isEqualTo("on");
            assertThat(text(server, "cn-350200", "secret-1", "SHOW synchronous_commit"))
                    .isEqualTo("on");
            assertThat(text(server, "cn-350200", "secret-1", "SHOW full_page_writes"))
                    .isEqualTo("on");
            assertThatThrownBy(() -> connect(server, "cn-350200", "cn-350200", "secret-2"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> connect(server, "cn-350200", "cn-350100", "secret-2"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(directory.resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void server_killedRunLeftItRunning_isStoppedAndStartedWithItsData() throws Exception {
        PostgresServer left = PostgresServer.start(directory);
        left.createDatabase("node", "secret");
        execute(left, "CREATE TABLE kept AS SELECT 42 AS answer");

        try (PostgresServer server = PostgresServer.start(directory)) {
            server.createDatabase("node", "secret");
            assertThat(text(server, "node", "secret", "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void server_pidFileOfAnotherProcess_isNotBelieved() throws Exception {
        PostgresServer.start(directory).close();
        Files.writeString(
                directory.resolve("data/postmaster.pid"),
                ProcessHandle.current().pid()
                        + "\n"
                        + directory.resolve("data")
                        + "\n1\n5432\n\n127.0.0.1\n");

        PostgresServer.start(directory).close();

        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void server_firstStartInterrupted_startsAfresh() throws Exception {
        Files.createDirectories(directory.resolve("data.partial/base"));
        Files.writeString(directory.resolve("data.partial/PG_VERSION"), "18");

        try (PostgresServer server = PostgresServer.start(directory)) {
            server.createDatabase("node", "secret");
        }
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = connect(server, "node", "node", "secret");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(PostgresServer server, String name, String password, String query)
            throws SQLException {
        try (Connection connection = connect(server, name, name, password);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(
            PostgresServer server, String database, String user, String password)
            throws SQLException {
        return DriverManager.getConnection(server.url(database), user, password);
    }
}
