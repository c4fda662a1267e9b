package org.xinqiao.gateway.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A node in a process of its own, started as in production: {@code xinqiao node --config F}. What
 * it says goes to {@code node.log} beside its configuration.
 */
public final class NodeProcess implements AutoCloseable {
    private static final int START_SECONDS_MAX = 180;
    private static final int STOP_SECONDS_MAX = 30;
    private static final String MAIN = "org.xinqiao.gateway.command.Xinqiao";
    private static final String READY = "xinqiao: ready:";

    private final Process process;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    private NodeProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts a node by this program's own Java and class path. Once this has returned, both of its
     * ports answer.
     *
     * @param options for the virtual machine
     */
    public static NodeProcess start(Path configuration, List<String> options) throws IOException {
        return start(configuration, options, Map.of());
    }

    /** The same with further environment variables. */
    public static NodeProcess start(
            Path configuration, List<String> options, Map<String, String> environment)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(List.of("node", "--config", configuration.toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var node = new NodeProcess(builder.start());
        Path log = configuration.resolveSibling("node.log");
        Thread.ofVirtual().name("node-log").start(() -> node.copyTo(log));
        node.awaitReady(log);
        return node;
    }

    private void copyTo(Path log) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                var out = new PrintWriter(Files.newBufferedWriter(log), true)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.println(line);
                if (line.startsWith(READY)) {
                    ready.complete(null);
                }
            }
            ready.completeExceptionally(new IOException("it ended; see " + log));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    private void awaitReady(Path log) throws IOException {
        try {
            ready.get(START_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a node started");
        } catch (ExecutionException | TimeoutException e) {
            kill();
            throw new IOException("a node did not start; see " + log, e);
        }
    }

    /** The process's id. */
    public long pid() {
        return process.pid();
    }

    /** What it ended with. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Ends it at once, as a power cut does. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Lets it end what is under way. */
    @Override
    public void close() {
        // Not by the process itself: that would close its streams, and the last lines be lost.
        process.toHandle().destroy();
        try {
            if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                kill();
                throw new UncheckedIOException(new IOException("a node had to be killed"));
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
