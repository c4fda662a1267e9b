package org.xinqiao.gateway.sandbox;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code xinqiao sandbox}: runs the federation in the foreground until it is told to stop. */
@Command(
        name = "sandbox",
        sortOptions = false,
        usageHelpWidth = 100,
        description =
                "Runs a federation of four nodes on this machine, with synthetic people, until Ctrl-C.")
public final class SandboxCommand implements Callable<Integer> {
    private static final int NOT_STARTED = 1;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    boolean help;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--dir",
            paramLabel = "D",
            defaultValue = ".xinqiao/sandbox",
            description = "Where everything is kept between starts (default: ${DEFAULT-VALUE}).")
    private Path directory = Path.of(".");

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "" + Ports.DEFAULT_BASE,
            description =
                    "The number from which all ports are counted (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--reset", description = "Forget everything that an earlier run kept.")
    private boolean reset;

    private final Opened opened = new Opened();
    private final AtomicBoolean failed = new AtomicBoolean();

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            SandboxOptions options = new SandboxOptions(directory, port, reset);
            logInto(options.directory());
            Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "sandbox-stop"));
            err.println("xinqiao: starting the sandbox in " + options.directory());
            out.println(Sandbox.start(options, opened).table());
            out.flush();
            new CountDownLatch(1).await();
        } catch (SandboxFault e) {
            failed.set(true);
            err.println("xinqiao: " + e.getMessage());
        } catch (IOException e) {
            failed.set(true);
            err.println("xinqiao: the sandbox did not start: " + e.getMessage());
            LoggerFactory.getLogger(SandboxCommand.class).info("not started", e);
        } catch (InterruptedException e) {
            failed.set(true);
            Thread.currentThread().interrupt();
        }
        return NOT_STARTED;
    }

    /**
     * Must run before anything logs: the nodes' log goes to a file, so that the terminal stays
     * readable.
     */
    private static void logInto(Path directory) {
        System.setProperty("logback.configurationFile", "sandbox/logback.xml");
        System.setProperty("xinqiao.sandbox.log", directory.resolve("sandbox.log").toString());
    }

    /** A signal ended the program. That is how a sandbox is meant to end, so it is a success. */
    private void stop() {
        if (failed.get()) {
            return;
        }
        opened.close();
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
