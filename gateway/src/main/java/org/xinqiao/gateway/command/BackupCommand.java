package org.xinqiao.gateway.command;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xinqiao.gateway.operate.InvalidConfig;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.backup.Backup;
import org.xinqiao.gateway.operate.backup.BackupRefused;
import org.xinqiao.gateway.operate.backup.Manifest;
import org.xinqiao.gateway.operate.backup.Restore;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code xinqiao backup}: one file that holds a node's database as it was at one instant. */
@Command(
        name = "backup",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Writes a node's database into one file, while the node goes on working, or verifies such a file.",
            "It holds no keys, no secrets and no trust state: keep those apart."
        })
final class BackupCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    boolean help;

    @Spec private @Nullable CommandSpec spec;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private @Nullable What what;

    /** One or the other. */
    static final class What {
        @ArgGroup(exclusive = false)
        private @Nullable Write write;

        @Option(
                names = "--verify",
                paramLabel = "FILE",
                required = true,
                description =
                        "Read a backup from its first byte to its last and say what it holds.")
        private @Nullable Path verify;
    }

    /** What writing needs. */
    static final class Write {
        @Option(
                names = "--config",
                paramLabel = "FILE",
                required = true,
                description = "The node's configuration, YAML.")
        private @Nullable Path configuration;

        @Option(
                names = "--out",
                paramLabel = "FILE",
                required = true,
                description = "The backup; must not exist yet.")
        private @Nullable Path out;
    }

    @Override
    public Integer call() {
        What asked = Objects.requireNonNull(what);
        var line = Objects.requireNonNull(spec).commandLine();
        try {
            Manifest manifest =
                    asked.write == null
                            ? Restore.verify(Objects.requireNonNull(asked.verify))
                            : Backup.write(
                                    NodeConfig.read(
                                            Objects.requireNonNull(asked.write.configuration)),
                                    Objects.requireNonNull(asked.write.out));
            line.getOut().println(told(manifest));
            return 0;
        } catch (FileAlreadyExistsException e) {
            line.getErr().println("xinqiao: " + e.getFile() + " exists already");
        } catch (NoSuchFileException e) {
            line.getErr().println("xinqiao: there is no file " + e.getFile());
        } catch (InvalidConfig | BackupRefused | IOException e) {
            line.getErr().println("xinqiao: " + e.getMessage());
        }
        return FAILED;
    }

    static String told(Manifest manifest) {
        return manifest.node()
                + " as of "
                + manifest.takenAt()
                + ": schema "
                + manifest.schema()
                + ", "
                + manifest.tables().size()
                + " tables, "
                + manifest.rows()
                + " rows";
    }
}
