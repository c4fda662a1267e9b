package org.xinqiao.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the launcher builds, and when it leaves it. */
class LauncherBuildTest {
    private static final String BUILDING = "xinqiao: building gateway";

    @TempDir Path directory;

    private Launcher launcher;
    private Path clone;
    private Map<String, String> environment;

    @BeforeEach
    void prepare() throws Exception {
        launcher = new Launcher(directory);
        clone = launcher.freshClone();
        environment = Map.of("JAVA_HOME", launcher.jdk("jdk", 25).toString());
    }

    @Test
    void sandbox_firstTime_buildsThenRunsWithTheArguments() throws Exception {
        Launcher.Run run = sandbox("--port", "1 2");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains(BUILDING, "argument=-DskipTests", "argument=package");
        assertThat(run.out().lines())
                .containsSubsequence(
                        "java="
                                + clone.toRealPath()
                                + "/gateway/target/xinqiao-gateway.jar:"
                                + clone.toRealPath()
                                + "/mvnw",
                        "java=org.xinqiao.gateway.command.Xinqiao",
                        "java=sandbox",
                        "java=--port",
                        "java=1 2");
    }

    @Test
    void sandbox_nothingChanged_doesNotBuildAgain() throws Exception {
        sandbox();

        assertThat(sandbox().err()).doesNotContain(BUILDING);
    }

    @Test
    void sandbox_sourceChanged_buildsAgain() throws Exception {
        sandbox();
        newer(clone.resolve("contracts/src/main/java"));

        assertThat(sandbox().err()).contains(BUILDING);
    }

    @Test
    void sandbox_libraryGone_buildsAgain() throws Exception {
        sandbox();
        Files.writeString(clone.resolve("gateway/target/classpath.txt"), "/none/lib.jar\n");

        assertThat(sandbox().err()).contains(BUILDING);
    }

    @Test
    void sandbox_onlyTestsOrTheBenchChanged_doesNotBuildAgain() throws Exception {
        sandbox();
        newer(clone.resolve("gateway/src/test/java"));
        newer(clone.resolve("gateway/bench/pom.xml"));

        assertThat(sandbox().err()).doesNotContain(BUILDING);
    }

    @Test
    void sandbox_buildFails_saysSoAndBuildsNextTime() throws Exception {
        launcher.maven(clone, "#!/bin/sh\n[ \"$1\" = --version ] || exit 1\n");

        Launcher.Run run = sandbox();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("the build failed");
        assertThat(sandbox().err()).contains(BUILDING);
    }

    @Test
    void sandbox_wrapperCannotDownloadAndNoMavenThere_saysWhatToInstall() throws Exception {
        launcher.maven(clone, "#!/bin/sh\nexit 1\n");

        Launcher.Run run = sandbox();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1).first().asString().contains("Maven", "3.8.7");
    }

    private Launcher.Run sandbox(String... more) throws Exception {
        String[] arguments = new String[more.length + 1];
        arguments[0] = "sandbox";
        System.arraycopy(more, 0, arguments, 1, more.length);
        return launcher.run(clone.resolve("xinqiao"), environment, arguments);
    }

    private static void newer(Path path) throws Exception {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(60)));
    }
}
