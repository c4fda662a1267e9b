package org.xinqiao.gateway.sandbox.postgres;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs PostgreSQL's programs.
 *
 * <p>They refuse to run as root, with reason. In containers and on build machines root is often the
 * only user, so there they run in a user namespace of their own, in which root is nobody.
 */
record Programs(List<String> prefix) {
    static Programs here() {
        return new Programs(LinuxUtils.isUnshareAvailable() ? List.of("unshare", "-U") : List.of());
    }

    /** Runs to the end; fails with what the program said. */
    void run(List<String> command) throws IOException {
        var whole = new ArrayList<>(prefix);
        whole.addAll(command);
        // A file, not a pipe: the server that pg_ctl leaves behind would keep a pipe open for ever.
        Path said = Files.createTempFile("xinqiao-postgres", ".txt");
        try {
            Process process =
                    new ProcessBuilder(whole)
                            .redirectErrorStream(true)
                            .redirectOutput(said.toFile())
                            .start();
            process.getOutputStream().close();
            if (exitCode(process) != 0) {
                throw new IOException(
                        command.getFirst()
                                + " failed: "
                                + Files.readString(said, StandardCharsets.UTF_8));
            }
        } finally {
            Files.delete(said);
        }
    }

    private static int exitCode(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while PostgreSQL's programs ran");
        }
    }
}
