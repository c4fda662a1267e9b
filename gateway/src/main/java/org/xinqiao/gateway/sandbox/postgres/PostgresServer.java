package org.xinqiao.gateway.sandbox.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A PostgreSQL server with its data in one directory. Once a commit has returned, it survives a
 * crash of process and machine: nothing of the usual speed-ups of embedded servers is switched on.
 *
 * <p>The server is no child of this process and gets no signals from the terminal, so that it
 * outlives the nodes during an orderly stop; {@link #close} ends it. What a killed run left running
 * is stopped at the next start.
 */
public final class PostgresServer implements AutoCloseable {
    private static final String SUPERUSER = "postgres";
    private static final int START_SECONDS_MAX = 60;
    private static final int STOP_SECONDS_MAX = 30;

    private final Cluster cluster;
    private final int port;

    private PostgresServer(Cluster cluster, int port) {
        this.cluster = cluster;
        this.port = port;
    }

    /**
     * Starts the server of a directory, making it at the first start. The caller is the directory's
     * only user.
     */
    public static PostgresServer start(Path directory) throws IOException {
        Files.createDirectories(directory);
        Cluster cluster = cluster(directory);
        cluster.createUnlessThere(SUPERUSER);
        cluster.stopLeftover(STOP_SECONDS_MAX);
        int port = freePort();
        cluster.start(port, START_SECONDS_MAX);
        return new PostgresServer(cluster, port);
    }

    private static Cluster cluster(Path directory) throws IOException {
        return new Cluster(
                directory.toAbsolutePath(),
                PostgresBinaries.unpacked(PostgresBinaries.usersCache()),
                Programs.here());
    }

    /** Stops the server that a killed run left running in a directory, if there is one. */
    public static void stopLeftover(Path directory) throws IOException {
        if (Files.exists(directory)) {
            cluster(directory).stopLeftover(STOP_SECONDS_MAX);
        }
    }

    /** Where a database of this server is reached. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /**
     * Makes a database that only its own role, of the same name, may use; keeps it if it is there.
     */
    public void createDatabase(String name, String password) throws SQLException, IOException {
        requirePlain(name);
        requirePlain(password);
        try (Connection connection =
                        DriverManager.getConnection(
                                url(SUPERUSER), SUPERUSER, cluster.superuserPassword());
                Statement statement = connection.createStatement()) {
            if (!exists(connection, "SELECT FROM pg_roles WHERE rolname = ?", name)) {
                statement.execute("CREATE ROLE \"" + name + "\" LOGIN");
            }
            statement.execute("ALTER ROLE \"" + name + "\" PASSWORD '" + password + "'");
            if (!exists(connection, "SELECT FROM pg_database WHERE datname = ?", name)) {
                statement.execute("CREATE DATABASE \"" + name + "\" OWNER \"" + name + "\"");
                statement.execute("REVOKE CONNECT ON DATABASE \"" + name + "\" FROM PUBLIC");
            }
        }
    }

    private static boolean exists(Connection connection, String query, String name)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }

    /** DDL takes no parameters, so what goes into it is checked instead. */
    private static void requirePlain(String word) {
        if (!word.matches("[A-Za-z0-9_-]{1,63}")) {
            throw new IllegalArgumentException("not a plain word");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        cluster.stop(STOP_SECONDS_MAX);
    }
}
