package org.xinqiao.gateway.sandbox.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A PostgreSQL server that ends as in a power cut, and comes back where it was. */
public final class CrashingPostgres implements AutoCloseable {
    private static final int SECONDS_MAX = 60;

    private final Cluster cluster;
    private final PostgresServer server;

    private CrashingPostgres(Cluster cluster, PostgresServer server) {
        this.cluster = cluster;
        this.server = server;
    }

    /** Starts one of its own in a directory. */
    public static CrashingPostgres start(Path directory) throws IOException {
        return new CrashingPostgres(cluster(directory), PostgresServer.start(directory));
    }

    /** Where its databases are made. */
    public PostgresServer server() {
        return server;
    }

    /** Ends the server of a directory at once: what was not committed is gone. */
    public static void crash(Path directory) throws IOException {
        Cluster cluster = cluster(directory);
        cluster.programs()
                .run(
                        List.of(
                                cluster.binaries().program("pg_ctl"),
                                "stop",
                                "-D",
                                cluster.directory().resolve("data").toString(),
                                "-w",
                                "-m",
                                "immediate"));
    }

    /**
     * Starts the server of a directory again on its old port; once this has returned, it answers.
     */
    public static void startAgain(Path directory, int port) throws IOException {
        cluster(directory).start(port, SECONDS_MAX);
    }

    /** Ends at once. */
    public void crash() throws IOException {
        crash(cluster.directory());
    }

    /** Starts again; once this has returned, it has recovered and answers on its old port. */
    public void startAgain() throws IOException {
        startAgain(cluster.directory(), port(server.url("any")));
    }

    /** The port of a database's address. */
    public static int port(String url) {
        return java.net.URI.create(url.substring("jdbc:".length())).getPort();
    }

    private static Cluster cluster(Path directory) throws IOException {
        return new Cluster(
                directory.toAbsolutePath(),
                PostgresBinaries.unpacked(PostgresBinaries.usersCache()),
                Programs.here());
    }

    /** Stops it if it runs. */
    @Override
    public void close() throws IOException {
        if (Files.exists(cluster.directory().resolve("data").resolve("postmaster.pid"))) {
            server.close();
        }
    }
}
