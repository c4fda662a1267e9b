package org.xinqiao.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.xinqiao.gateway.operate.NodeConfig.Database;
import org.xinqiao.gateway.sandbox.postgres.PostgresServer;

/** One PostgreSQL server for all tests of a run, and a fresh database for whoever asks. */
public final class TestDatabases {
    private static final class Server {
        static final PostgresServer SERVER = start();

        private static PostgresServer start() {
            try {
                Path directory = Files.createTempDirectory("xinqiao-test-db");
                var server = PostgresServer.start(directory);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
                return server;
            } catch (Exception e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private static void close(PostgresServer server) {
            try {
                server.close();
            } catch (Exception e) {
                System.err.println("the test database did not stop: " + e);
            }
        }
    }

    private TestDatabases() {}

    /** A new, empty database; its password file is put into {@code directory}. */
    public static Database fresh(Path directory) throws Exception {
        return fresh(Server.SERVER, directory);
    }

    /** The same on another server than the usual one. */
    public static Database fresh(PostgresServer server, Path directory) throws Exception {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        String password = UUID.randomUUID().toString();
        server.createDatabase(name, password);
        Path file = Files.writeString(directory.resolve(name + ".password"), password);
        return new Database(server.url(name), name, file, 4);
    }
}
