package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.command.CommandLines;
import org.xinqiao.gateway.sandbox.files.PrivateFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code conform} as a member of one's own, and for machines. */
@ExtendWith(RunningSandbox.class)
class ConformCommandIT {
    @TempDir Path directory;

    private Outside outside;
    private RunningSandbox.Running sandbox;

    @BeforeEach
    void connect() throws Exception {
        sandbox = RunningSandbox.Running.current();
        outside = new Outside(sandbox.file());
        JsonNode all = outside.sandbox;
        ObjectNode own = (ObjectNode) all.path("outside").deepCopy();
        own.remove("federation");
        // Of one suite, without a log of its own, its files beside it: as the guide shows it.
        ((ObjectNode) own.path("signing")).remove("SM");
        own.remove("log");
        for (String file : List.of("certificate", "key")) {
            String from = all.path("outside").path("tls").path(file).stringValue();
            Files.copy(Path.of(from), directory.resolve(file + ".pem"));
            ((ObjectNode) own.path("tls")).put(file, file + ".pem");
        }
        Files.copy(
                Path.of(all.path("trust").path("root").stringValue()),
                directory.resolve("1.root.json"));
        ObjectNode member = StrictJson.object();
        member.set("outside", own);
        member.putObject("trust")
                .put("root", "1.root.json")
                .put("repository", all.path("trust").path("repository").stringValue());
        PrivateFile.write(directory.resolve("member.json"), member.toString());
    }

    private record Ran(int exit, String said) {}

    private static Ran conform(String... arguments) {
        var all = new ArrayList<>(List.of("conform"));
        all.addAll(List.of(arguments));
        var said = new StringWriter();
        int exit = CommandLines.run(new PrintWriter(said, true), all.toArray(String[]::new));
        return new Ran(exit, said.toString());
    }

    private Ran asMember(String url, String... more) {
        var all =
                new ArrayList<>(
                        List.of(
                                url,
                                "--member",
                                directory.toString(),
                                "--number",
                                String.valueOf(ForeignNotices.reserve(60))));
        all.addAll(List.of(more));
        return conform(all.toArray(String[]::new));
    }

    private String xiamen() {
        return outside.node(XIAMEN).path("federation").stringValue();
    }

    @Test
    void member_ofOneSuiteWithoutAToken_isPlayed_andTheTableSaysWhatWasSkipped() {
        Ran ran = asMember(xiamen());

        assertThat(ran.exit()).as(ran.said()).isZero();
        assertThat(ran.said())
                .contains("| 符合 ok | 3 | INTL | unknown-type | ")
                .contains("| 未试 SKIPPED | 5 | INTL | golden-exchange | ")
                .contains("| 未试 SKIPPED | 2 | INTL | key-not-for-messages | ")
                .doesNotContain("| SM |")
                .containsPattern("符合 \\d+，不符 0，未试 \\d+ / \\d+ conform, 0 fail, \\d+ skipped");
    }

    @Test
    void json_isOneDocument_withEveryRow_andTheExitCodeSaysWhetherOneFails() throws Exception {
        Ran good = asMember(xiamen(), "--json");
        assertThat(good.exit()).as(good.said()).isZero();
        JsonNode document = StrictJson.parse(good.said().getBytes(StandardCharsets.UTF_8));
        assertThat(document.path("endpoint").stringValue()).isEqualTo(xiamen());
        assertThat(verdicts(document))
                .containsKeys("CONFORMS", "SKIPPED")
                .doesNotContainKey("FAILS");
        for (JsonNode row : document.path("rows")) {
            for (String member : List.of("check", "clause", "zh", "en", "expected", "got")) {
                assertThat(row.path(member).stringValue()).as(member).isNotBlank();
            }
            assertThat(row.path("suite").asString("INTL")).isEqualTo("INTL");
            if (row.path("verdict").stringValue().equals("CONFORMS")) {
                assertThat(row.path("got")).isEqualTo(row.path("expected"));
            }
        }

        try (var wrong = new WrongNode(outside, sandbox.directory())) {
            Ran bad = asMember(wrong.endpoint().toString(), "--node", XIAMEN.value(), "--json");
            assertThat(bad.exit()).isEqualTo(1);
            JsonNode rows = StrictJson.parse(bad.said().getBytes(StandardCharsets.UTF_8));
            assertThat(verdicts(rows)).containsKey("FAILS");
            assertThat(rows.path("rows").valueStream())
                    .filteredOn(row -> row.path("check").stringValue().equals("too-old"))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.path("verdict").stringValue()).isEqualTo("FAILS");
                        assertThat(row.path("got").stringValue())
                                .isEqualTo("422 message-too-old, plain");
                    });
        }
    }

    private static Map<String, Long> verdicts(JsonNode document) {
        var counted = new TreeMap<String, Long>();
        document.path("rows")
                .forEach(row -> counted.merge(row.path("verdict").stringValue(), 1L, Long::sum));
        return counted;
    }

    @Test
    void order_thatCannotBeDone_isSaidInOneLine() throws Exception {
        assertThat(asMember(xiamen(), "--sandbox", "x")).extracting(Ran::exit).isEqualTo(2);
        assertThat(asMember(xiamen(), "--suite", "SM"))
                .isEqualTo(new Ran(1, "xinqiao: the member has no key of SM\n"));
        assertThat(asMember("https://localhost:1"))
                .isEqualTo(
                        new Ran(
                                1,
                                "xinqiao: no member publishes the endpoint https://localhost:1;"
                                        + " try --node\n"));
        assertThat(asMember(xiamen(), "--node", "xiamen"))
                .isEqualTo(new Ran(1, "xinqiao: --node is cn- and six digits\n"));
        assertThat(conform(xiamen(), "--member", directory.resolve("none").toString()))
                .isEqualTo(
                        new Ran(
                                1,
                                "xinqiao: there is no file "
                                        + directory.resolve("none/member.json")
                                        + "\n"));
        Path file = directory.resolve("member.json");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(asMember(xiamen()).said())
                .startsWith("xinqiao: " + file + ": everyone on this machine may read it")
                .hasLineCount(1);
        PrivateFile.write(file, "{\"outside\":{}}");
        assertThat(asMember(xiamen()).said())
                .startsWith("xinqiao: ")
                .contains("the member's file must have the text id")
                .hasLineCount(1);
    }
}
