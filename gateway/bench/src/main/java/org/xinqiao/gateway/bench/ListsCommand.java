package org.xinqiao.gateway.bench;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.springframework.util.FileSystemUtils;
import org.xinqiao.gateway.operate.Schema;
import org.xinqiao.gateway.sandbox.postgres.PostgresServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code xinqiao bench lists}: batches of a stream into PostgreSQL, beside bare COPY of the same
 * rows in the same run. Exit codes: 0 measured and within the goal, 1 not.
 */
@Command(
        name = "lists",
        sortOptions = false,
        showDefaultValues = true,
        description = "Batches read, checked and applied, beside bare COPY of the same rows.")
public final class ListsCommand implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    boolean help;

    @Option(names = "--entries", paramLabel = "N", description = "Entries of the stream.")
    int entries = 200_000;

    @Option(names = "--batch", paramLabel = "N", description = "Changes of one batch.")
    int batch = 5_000;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds; the first of several warms up.")
    int rounds = 4;

    @Option(
            names = "--differences",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Finds 0, 10, 100 and 1,000 differences, too.")
    boolean differences = true;

    @Option(
            names = "--dir",
            paramLabel = "D",
            description = "Where the database and the files live.")
    Path directory = Path.of(".xinqiao", "bench-lists");

    @Override
    public Integer call() throws Exception {
        String name = "lists";
        try (PostgresServer server = PostgresServer.start(directory)) {
            server.createDatabase(name, name);
            try (var database = new NodeDatabase(server.url(name), name, name)) {
                Schema.migrate(database.source());
                var usage = new Usage(CpuTime.postgresIn(directory));
                return new ListsMeasurement(this, database, usage, System.out).run() ? 0 : 1;
            }
        } finally {
            FileSystemUtils.deleteRecursively(files());
        }
    }

    /** Batches and rows, as they come and as they are written down. */
    Path files() {
        return directory.resolve("files");
    }
}
