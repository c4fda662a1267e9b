package org.xinqiao.gateway.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.xinqiao.gateway.Node;
import org.xinqiao.gateway.NodeCheck;
import org.xinqiao.gateway.NodeNotStarted;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.operate.InvalidConfig;
import org.xinqiao.gateway.operate.NodeConfig;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
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

    /** Requests under way, routes and notices each end within {@link Bounds#STOP_SECONDS_MAX}. */
    private static final int CLOSE_SECONDS_MAX = 3 * Bounds.STOP_SECONDS_MAX;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    boolean help;

    @Spec private @Nullable CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private @Nullable What what;

    @Option(
            names = "--check",
            description = {
                "Look at the configuration and every file that it names, tell all faults, and start nothing."
            })
    private boolean check;

    @Option(
            names = "--connect",
            description = "With --check: also ask the database which schema it has.")
    private boolean connect;

    /** One or the other. */
    static final class What {
        @Option(
                names = "--config",
                paramLabel = "FILE",
                required = true,
                description = "The node's configuration, YAML.")
        private @Nullable Path configuration;

        @Option(
                names = "--schema",
                required = true,
                description = "Print the JSON Schema of the configuration.")
        private boolean schema;
    }

    @Override
    public Integer call() throws InterruptedException {
        What asked = Objects.requireNonNull(what);
        try {
            if (asked.schema) {
                out().println(NodeConfig.schema());
                return CommandLine.ExitCode.OK;
            }
            NodeConfig config = NodeConfig.read(Objects.requireNonNull(asked.configuration));
            return check || connect ? report(config) : run(config);
        } catch (NoSuchFileException e) {
            say("there is no file " + e.getFile());
        } catch (InvalidConfig | NodeNotStarted | IOException e) {
            say(String.valueOf(e.getMessage()));
        }
        return NOT_STARTED;
    }

    private int report(NodeConfig config) throws IOException {
        List<String> faults = new ArrayList<>(NodeCheck.files(config));
        if (connect) {
            faults.addAll(NodeCheck.database(config));
        }
        faults.forEach(this::say);
        if (!faults.isEmpty()) {
            return NOT_STARTED;
        }
        out().println("in order" + (connect ? ": " + NodeCheck.schema(config) : ""));
        return CommandLine.ExitCode.OK;
    }

    private int run(NodeConfig config) throws NodeNotStarted, InterruptedException {
        Node node = Node.start(config);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node, config), "node-stop"));
        say("ready: API " + node.api() + ", federation " + node.federation());
        new CountDownLatch(1).await();
        return NOT_STARTED;
    }

    /** Whoever told the process to end gets an end in bounded time, and 0 if it was in order. */
    private void stop(Node node, NodeConfig config) {
        Thread closing = Thread.ofPlatform().name("node-close").start(node::close);
        int seconds = config.stop().drainSeconds() + CLOSE_SECONDS_MAX;
        try {
            if (closing.join(Duration.ofSeconds(seconds))) {
                say("stopped");
                Runtime.getRuntime().halt(CommandLine.ExitCode.OK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        say("did not end within " + seconds + " s");
        Runtime.getRuntime().halt(NOT_STARTED);
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private void say(String line) {
        Objects.requireNonNull(spec).commandLine().getErr().println("xinqiao: " + line);
    }
}
