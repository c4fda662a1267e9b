package org.xinqiao.gateway.command;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.xinqiao.gateway.Node;
import org.xinqiao.gateway.NodeNotStarted;
import org.xinqiao.gateway.operate.InvalidConfig;
import org.xinqiao.gateway.operate.NodeConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code xinqiao node}: runs one node in the foreground until it is told to stop. */
@Command(
        name = "node",
        sortOptions = false,
        usageHelpWidth = 100,
        description = "Runs one node until it is told to stop.")
final class NodeCommand implements Callable<Integer> {
    private static final int NOT_STARTED = 1;

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

    @Override
    public Integer call() throws InterruptedException {
        try {
            Node node = Node.start(NodeConfig.read(Objects.requireNonNull(configuration)));
            Runtime.getRuntime().addShutdownHook(new Thread(node::close, "node-stop"));
            say("ready: API " + node.api() + ", federation " + node.federation());
            new CountDownLatch(1).await();
        } catch (NoSuchFileException e) {
            say("there is no file " + e.getFile());
        } catch (InvalidConfig | NodeNotStarted | IOException e) {
            say(String.valueOf(e.getMessage()));
        }
        return NOT_STARTED;
    }

    private void say(String line) {
        Objects.requireNonNull(spec).commandLine().getErr().println("xinqiao: " + line);
    }
}
