package org.xinqiao.gateway.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xinqiao.gateway.sandbox.NodeRunner;

/**
 * Several nodes in one process of their own: on a machine with fewer cores than nodes, as many
 * compilers of the virtual machine would be most of what is measured.
 */
final class NodeCrowd implements AutoCloseable {
    private static final String READY = "ready ";
    private static final String FAILED = "failed ";
    private static final int START_SECONDS_MAX = 300;
    private static final int STOP_SECONDS_MAX = 60;

    private final Process process;
    private final PrintWriter commands;
    private final Map<String, CompletableFuture<Boolean>> starting = new ConcurrentHashMap<>();

    private NodeCrowd(Process process) {
        this.process = process;
        this.commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        Thread.ofVirtual().name("node-crowd").start(this::listen);
    }

    /**
     * Starts the process, without a node yet.
     *
     * @param options for its virtual machine
     */
    static NodeCrowd start(List<String> options) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseCompactObjectHeaders",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), NodeCrowd.class.getName()));
        return new NodeCrowd(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(READY)) {
                    starting(line.substring(READY.length())).complete(true);
                } else if (line.startsWith(FAILED)) {
                    starting(line.substring(FAILED.length())).complete(false);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            starting.values().forEach(one -> one.complete(false));
        }
    }

    private CompletableFuture<Boolean> starting(String configuration) {
        return starting.computeIfAbsent(configuration, _ -> new CompletableFuture<>());
    }

    /** Starts one more node in it; once this has returned, its ports answer. */
    void add(Path configuration) throws IOException {
        CompletableFuture<Boolean> ready = starting(configuration.toString());
        commands.println(configuration);
        try {
            if (!ready.get(START_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new IOException("a node did not start: " + configuration);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a node started", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("a node did not start: " + configuration, e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Lets all of them end what is under way. */
    @Override
    public void close() {
        commands.close();
        try {
            if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The process itself: a line in starts a node, the end of all lines stops them. */
    public static void main(String[] arguments) throws Exception {
        var nodes = new ArrayList<AutoCloseable>();
        try (var lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                try {
                    nodes.add(NodeRunner.HERE.run(Path.of(line)));
                    System.out.println(READY + line);
                } catch (IOException e) {
                    System.out.println(FAILED + line);
                }
            }
        }
        for (AutoCloseable node : nodes) {
            node.close();
        }
        System.exit(0);
    }
}
