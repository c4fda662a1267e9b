package org.xinqiao.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the launcher with a PATH that holds the shell's tools and no Java, beside JDKs and clones
 * that are pretended.
 */
final class Launcher {
    private static final Path SCRIPT = Path.of("../xinqiao").toAbsolutePath().normalize();
    private static final List<String> TOOLS =
            List.of(
                    "sh",
                    "cat",
                    "dirname",
                    "readlink",
                    "sed",
                    "head",
                    "tr",
                    "sort",
                    "find",
                    "mkdir",
                    "mv",
                    "touch");

    private final Path directory;

    Launcher(Path directory) {
        this.directory = directory;
    }

    record Run(int code, String out, String err) {}

    /**
     * A clone whose Maven says how it was called and, on {@code package}, leaves what a build
     * leaves.
     */
    Path freshClone() throws IOException {
        Path clone = Files.createDirectory(directory.resolve("a clone"));
        script(clone.resolve("xinqiao"), Files.readString(SCRIPT));
        for (String module :
                List.of("contracts", "trust-config", "adapters", "gateway", "gateway/bench")) {
            Files.createDirectories(clone.resolve(module).resolve("src/main/java"));
            Files.createDirectories(clone.resolve(module).resolve("src/test/java"));
            Files.writeString(clone.resolve(module).resolve("pom.xml"), "");
        }
        Files.writeString(clone.resolve("pom.xml"), "");
        maven(
                clone,
                """
                #!/bin/sh
                [ "$1" = --version ] && exit 0
                echo "home=$JAVA_HOME"
                for argument; do
                  echo "argument=$argument"
                  [ "$argument" = package ] && mkdir -p gateway/target && echo "$0" >gateway/target/classpath.txt
                done
                exit 0
                """);
        return clone;
    }

    void maven(Path clone, String script) throws IOException {
        script(clone.resolve("mvnw"), script);
    }

    /** A JDK whose java says how it was called. */
    Path jdk(String name, int release) throws IOException {
        Path home = Files.createDirectories(directory.resolve(name));
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + release + ".0.1\"\n");
        script(
                home.resolve("bin/java"),
                "#!/bin/sh\nfor argument; do echo \"java=$argument\"; done\n");
        script(home.resolve("bin/javac"), "#!/bin/sh\n");
        return home;
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }

    Run run(Map<String, String> environment, String... arguments) throws Exception {
        return run(SCRIPT, environment, arguments);
    }

    Run run(Path launcher, Map<String, String> environment, String... arguments) throws Exception {
        Path tools = Files.createTempDirectory(directory, "tools");
        for (String tool : TOOLS) {
            Files.createSymbolicLink(tools.resolve(tool), toolPath(tool));
        }
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        Path out = tools.resolve("out");
        Path err = tools.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("HOME", tools.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private static Path toolPath(String tool) {
        return List.of("/usr/bin/", "/bin/").stream()
                .map(place -> Path.of(place + tool))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }
}
