package org.xinqiao.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a person meets it, without a build. */
class LauncherTest {
    private static final Path LAUNCHER = Path.of("../xinqiao").toAbsolutePath().normalize();

    @TempDir Path directory;

    @Test
    void launcher_noArgument_explainsItselfWithTheTwoCommandsFirst() throws Exception {
        Run run = run(Map.of());

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("信桥");
        assertThat(run.out().lines().filter(line -> line.startsWith("  ./xinqiao")))
                .extracting(line -> line.strip().split(" +")[1])
                .startsWith("sandbox", "test");
    }

    @Test
    void launcher_unknownCommand_saysSoInOneLine() throws Exception {
        Run run = run(Map.of(), "sandbocks");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1).first().asString().contains("sandbocks");
    }

    @Test
    void launcher_noJdk_saysInOneLineWhatIsMissingAndHowToGetIt() throws Exception {
        Path old = jdk("old", 17);

        Run run =
                run(
                        Map.of("JAVA_HOME", old.toString(), "XINQIAO_JDK_PLACES", old.toString()),
                        "sandbox");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .hasSize(1)
                .first()
                .asString()
                .contains("JDK 25", "https://adoptium.net", "XINQIAO_JAVA_HOME");
    }

    @Test
    void launcher_ownVariableNamesAnOldJdk_saysSo() throws Exception {
        Run run = run(Map.of("XINQIAO_JAVA_HOME", jdk("old", 17).toString()), "test");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1).first().asString().contains("XINQIAO_JAVA_HOME");
    }

    /** The Maven of this test prints the JAVA_HOME that it was given. */
    @Test
    void launcher_severalJdks_takesTheOldestThatFits() throws Exception {
        String places =
                jdk("a", 17)
                        + ":"
                        + jdk("c", 27)
                        + ":"
                        + jdk("b b", 25)
                        + ":"
                        + directory.resolve("none");
        Path clone = freshClone();

        Run run =
                run(
                        clone.resolve("xinqiao"),
                        Map.of("XINQIAO_JDK_PLACES", places),
                        "test",
                        "--long",
                        "-Dx=y z");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .contains(
                        "home=" + directory.resolve("b b"),
                        "argument=-Dxinqiao.long=true",
                        "argument=verify",
                        "argument=-Dx=y z");
    }

    private Path freshClone() throws IOException {
        Path clone = Files.createDirectory(directory.resolve("a clone"));
        Files.copy(LAUNCHER, clone.resolve("xinqiao"));
        script(clone.resolve("xinqiao"), Files.readString(LAUNCHER));
        script(
                clone.resolve("mvnw"),
                """
                #!/bin/sh
                echo "home=$JAVA_HOME"
                for argument; do echo "argument=$argument"; done
                """);
        return clone;
    }

    private Path jdk(String name, int release) throws IOException {
        Path home = Files.createDirectories(directory.resolve(name));
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + release + ".0.1\"\n");
        script(home.resolve("bin/java"), "#!/bin/sh\n");
        script(home.resolve("bin/javac"), "#!/bin/sh\n");
        return home;
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }

    private static Run run(Map<String, String> environment, String... arguments) throws Exception {
        return run(LAUNCHER, environment, arguments);
    }

    /** Runs with a PATH that holds the shell's tools and no Java. */
    private static Run run(Path launcher, Map<String, String> environment, String... arguments)
            throws Exception {
        Path tools = Files.createTempDirectory("xinqiao-tools");
        for (String tool :
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
                        "mkdir")) {
            Files.createSymbolicLink(tools.resolve(tool), toolPath(tool));
        }
        var command = new java.util.ArrayList<>(List.of(launcher.toString()));
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

    private record Run(int code, String out, String err) {}
}
