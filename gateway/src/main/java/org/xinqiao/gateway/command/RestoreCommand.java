package org.xinqiao.gateway.command;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xinqiao.gateway.operate.InvalidConfig;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.backup.BackupRefused;
import org.xinqiao.gateway.operate.backup.Restore;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code xinqiao restore}: a backup into an empty database. */
@Command(
        name = "restore",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Brings a backup into the empty database that a configuration names, all of it or nothing.",
            "When the node starts it asks every partner what it holds, and signs nothing before."
        })
final class RestoreCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    boolean help;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            description = "The node's configuration, YAML.")
    private @Nullable Path configuration;

    @ArgGroup(multiplicity = "1")
    private @Nullable What what;

    /** One or the other. */
    static final class What {
        @Option(names = "--from", paramLabel = "FILE", required = true, description = "The backup.")
        private @Nullable Path from;

        @Option(
                names = "--settle",
                paramLabel = "REASON",
                required = true,
                description =
                        "Let a restored node sign although not every partner has answered, and keep the reason.")
        private @Nullable String settle;
    }

    @Override
    public Integer call() {
        What asked = Objects.requireNonNull(what);
        var line = Objects.requireNonNull(spec).commandLine();
        try {
            NodeConfig config = NodeConfig.read(Objects.requireNonNull(configuration));
            if (asked.settle == null) {
                var manifest = Restore.into(config, Objects.requireNonNull(asked.from));
                line.getOut().println("restored " + BackupCommand.told(manifest));
            } else {
                Restore.settle(config, asked.settle);
                line.getOut().println("settled: it signs again within a second");
            }
            return 0;
        } catch (NoSuchFileException e) {
            line.getErr().println("xinqiao: there is no file " + e.getFile());
        } catch (InvalidConfig | BackupRefused | IOException e) {
            line.getErr().println("xinqiao: " + e.getMessage());
        }
        return FAILED;
    }
}
