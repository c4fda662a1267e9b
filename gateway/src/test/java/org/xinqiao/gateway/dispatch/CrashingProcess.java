package org.xinqiao.gateway.dispatch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A child process, from the side of the parent that kills it. */
final class CrashingProcess {
    static final String READY = "READY ";
    static final String AT = "AT ";
    static final String QUIET = "QUIET";

    private final Process process;
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final CompletableFuture<String> at = new CompletableFuture<>();
    private final CompletableFuture<String> quiet = new CompletableFuture<>();

    private CrashingProcess(Process process) {
        this.process = process;
    }

    /** Starts a main class by this program's own Java and class path. */
    static CrashingProcess start(Class<?> main, Path log, String... arguments) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-Xshare:auto",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName()));
        command.addAll(List.of(arguments));
        var child =
                new CrashingProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
        Thread.ofVirtual().start(() -> child.read(log));
        return child;
    }

    private void read(Path log) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                var out =
                        Files.newBufferedWriter(
                                log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(READY)) {
                    ready.complete(line.substring(READY.length()));
                } else if (line.startsWith(AT)) {
                    at.complete(line.substring(AT.length()));
                } else if (line.equals(QUIET)) {
                    quiet.complete(line);
                }
                out.write(line + "\n");
                out.flush();
            }
            fail(new IOException("it ended; see " + log));
        } catch (IOException e) {
            fail(new UncheckedIOException(e));
        }
    }

    private void fail(Exception why) {
        ready.completeExceptionally(why);
        quiet.completeExceptionally(why);
    }

    /** What it said when it was ready. */
    CompletableFuture<String> ready() {
        return ready;
    }

    /** The point that it stopped at. */
    CompletableFuture<String> at() {
        return at;
    }

    /**
     * Tells it to begin nothing new.
     *
     * @return once what it had begun has ended
     */
    CompletableFuture<String> enough() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        return quiet;
    }

    /** Sends a signal by its name; nobody minds if the process has ended. */
    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .redirectErrorStream(true)
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
