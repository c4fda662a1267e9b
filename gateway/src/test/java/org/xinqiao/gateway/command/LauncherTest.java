package org.xinqiao.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a person meets it, without a build. */
class LauncherTest {
    @TempDir Path directory;

    private Launcher launcher;

    @BeforeEach
    void prepare() {
        launcher = new Launcher(directory);
    }

    @Test
    void launcher_noArgument_explainsItselfWithTheTwoCommandsFirst() throws Exception {
        Launcher.Run run = launcher.run(Map.of());

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("信桥");
        assertThat(run.out().lines().filter(line -> line.startsWith("  ./xinqiao")))
                .extracting(line -> line.strip().split(" +")[1])
                .startsWith("sandbox", "test");
    }

    @Test
    void launcher_unknownCommand_saysSoInOneLine() throws Exception {
        Launcher.Run run = launcher.run(Map.of(), "sandbocks");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1).first().asString().contains("sandbocks");
    }

    @Test
    void launcher_noJdk_saysInOneLineWhatIsMissingAndHowToGetIt() throws Exception {
        Path old = launcher.jdk("old", 17);

        Launcher.Run run =
                launcher.run(
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
        Launcher.Run run =
                launcher.run(
                        Map.of("XINQIAO_JAVA_HOME", launcher.jdk("old", 17).toString()), "test");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1).first().asString().contains("XINQIAO_JAVA_HOME");
    }

    /** The Maven of this test prints the JAVA_HOME that it was given. */
    @Test
    void launcher_severalJdks_takesTheOldestThatFits() throws Exception {
        String places =
                launcher.jdk("a", 17)
                        + ":"
                        + launcher.jdk("c", 27)
                        + ":"
                        + launcher.jdk("b b", 25)
                        + ":"
                        + directory.resolve("none");
        Path clone = launcher.freshClone();

        Launcher.Run run =
                launcher.run(
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
}
