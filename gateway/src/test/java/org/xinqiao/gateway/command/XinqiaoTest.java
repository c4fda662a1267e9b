package org.xinqiao.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XinqiaoTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir Path directory;

    @Test
    void help_asked_namesEveryCommand() {
        assertThat(run("help")).isZero();

        assertThat(out.toString()).contains("sandbox", "node", "信桥");
    }

    /** The script hands on only what it knows. */
    @Test
    void launcher_knowsEveryCommand_andSaysSo() throws Exception {
        String script = Files.readString(Path.of("../xinqiao"));
        var commands =
                Xinqiao.commandLine(new PrintWriter(out), new PrintWriter(err)).getSubcommands();
        for (String command : commands.keySet()) {
            assertThat(script).containsPattern("(?m)^  .*\\b" + command + "( \\||\\))");
            assertThat(script).containsPattern("(?m)^  ./xinqiao .*\\b" + command + "\\b");
        }
    }

    @Test
    void help_ofTheSandbox_namesItsOptionsAndDefaults() {
        assertThat(run("sandbox", "--help")).isZero();

        assertThat(out.toString())
                .contains("--dir", ".xinqiao/sandbox", "--port", "18400", "--reset");
    }

    @Test
    void command_unknown_isNotUnderstood() {
        assertThat(run("sandbocks")).isEqualTo(2);

        assertThat(err.toString()).contains("sandbocks");
    }

    @Test
    void node_withoutConfiguration_isNotUnderstood() {
        assertThat(run("node")).isEqualTo(2);

        assertThat(err.toString()).contains("--config");
    }

    @Test
    void node_configurationMissing_saysSo() {
        assertThat(run("node", "--config", directory.resolve("none.yaml").toString())).isEqualTo(1);

        assertThat(err.toString()).contains("there is no file").contains("none.yaml");
    }

    @Test
    void node_configurationFaulty_saysAllFaults() throws Exception {
        Path file =
                Files.writeString(directory.resolve("node.yaml"), "node: xiamen\nlevel: TOWN\n");

        assertThat(run("node", "--config", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("node", "level", "api", "federation");
    }

    @Test
    void sandbox_portOutOfRange_saysWhichAreGood() {
        assertThat(run("sandbox", "--port", "80", "--dir", directory.toString())).isEqualTo(1);

        assertThat(err.toString().lines()).hasSize(1).first().asString().contains("--port", "1024");
    }

    private int run(String... arguments) {
        return Xinqiao.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
    }
}
