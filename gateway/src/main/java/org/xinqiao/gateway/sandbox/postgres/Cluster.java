package org.xinqiao.gateway.sandbox.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xinqiao.gateway.sandbox.files.PrivateFile;
import org.xinqiao.gateway.sandbox.files.Trees;

/** The directory with its data, its log and its superuser's password. */
record Cluster(Path directory, PostgresBinaries binaries, Programs programs) {
    private Path data() {
        return directory.resolve("data");
    }

    private Path passwordFile() {
        return directory.resolve("superuser.password");
    }

    private Path log() {
        return directory.resolve("postgres.log");
    }

    String superuserPassword() throws IOException {
        return PrivateFile.secret(passwordFile(), new SecureRandom());
    }

    /**
     * Made beside its place and moved there, so that an interrupted first start leaves nothing half
     * made.
     */
    void createUnlessThere(String superuser) throws IOException {
        if (Files.exists(data())) {
            return;
        }
        Path partial = directory.resolve("data.partial");
        Trees.delete(partial);
        superuserPassword();
        programs.run(
                List.of(
                        binaries.program("initdb"),
                        "-D",
                        partial.toString(),
                        "-U",
                        superuser,
                        "--auth=scram-sha-256",
                        "--pwfile=" + passwordFile(),
                        "--encoding=UTF-8",
                        "--no-locale",
                        "--data-checksums"));
        Files.move(partial, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    void start(int port, int secondsMax) throws IOException {
        String options =
                String.join(
                        " -c ",
                        "-p " + port,
                        "listen_addresses=127.0.0.1",
                        "unix_socket_directories=",
                        "fsync=on",
                        "synchronous_commit=on",
                        "full_page_writes=on",
                        "max_connections=200",
                        "shared_buffers=64MB",
                        "autovacuum_naptime=10s",
                        "log_timezone=UTC",
                        "log_error_verbosity=terse",
                        "log_parameter_max_length=0",
                        "log_parameter_max_length_on_error=0");
        programs.run(control("start", secondsMax, "-l", log().toString(), "-o", options));
    }

    void stop(int secondsMax) throws IOException {
        programs.run(control("stop", secondsMax, "-m", "fast"));
    }

    /**
     * A pid file alone proves nothing: after a restart of the machine the number may be somebody
     * else's.
     */
    void stopLeftover(int secondsMax) throws IOException {
        Path pidFile = data().resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        if (isPostgres(Files.readAllLines(pidFile).getFirst().strip())) {
            stop(secondsMax);
        } else {
            Files.deleteIfExists(pidFile);
        }
    }

    private static boolean isPostgres(String pid) {
        return ProcessHandle.of(Long.parseLong(pid))
                .map(ProcessHandle::info)
                .flatMap(ProcessHandle.Info::command)
                .map(command -> Optional.ofNullable(Path.of(command).getFileName()))
                .flatMap(name -> name.map(Path::toString))
                .filter(name -> name.startsWith("postgres"))
                .isPresent();
    }

    private List<String> control(String action, int secondsMax, String... more) {
        var command =
                new ArrayList<>(
                        List.of(
                                binaries.program("pg_ctl"),
                                action,
                                "-D",
                                data().toString(),
                                "-w",
                                "-t",
                                String.valueOf(secondsMax)));
        command.addAll(List.of(more));
        return command;
    }
}
