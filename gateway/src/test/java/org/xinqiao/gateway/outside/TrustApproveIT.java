package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.FUZHOU;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.command.CommandLines;
import tools.jackson.databind.JsonNode;

/** {@code trust approve} against a running node. */
@ExtendWith(RunningSandbox.class)
class TrustApproveIT {
    private static final String NUMBER = "350001";
    private static final String APPROVALS = "/api/v1/agreements/" + NUMBER + "/approvals";

    @TempDir Path directory;

    private Outside outside;
    private String api;

    @BeforeEach
    void connect() throws Exception {
        outside = new Outside(RunningSandbox.Running.current().file());
        api = outside.node(FUZHOU).path("api").stringValue();
        for (String role : List.of("operator", "counter")) {
            Files.writeString(
                    directory.resolve(role),
                    outside.node(FUZHOU).path("tokens").path(role).stringValue() + "\n");
        }
    }

    private record Ran(int exit, String said) {}

    private Ran approve(String role, String... more) {
        return approveAt(api, role, more);
    }

    private Ran approveAt(String node, String role, String... more) {
        var arguments =
                new ArrayList<>(
                        List.of(
                                "trust",
                                "approve",
                                "--api",
                                node,
                                "--token-file",
                                directory.resolve(role).toString()));
        arguments.addAll(List.of(more));
        var said = new StringWriter();
        int exit = CommandLines.run(new PrintWriter(said, true), arguments.toArray(String[]::new));
        return new Ran(exit, said.toString());
    }

    private JsonNode agreement() throws Exception {
        return outside.api(FUZHOU, "operator", "GET", "/api/v1/agreements", null)
                .json()
                .path("agreements")
                .path(0);
    }

    /** Other tests may have changed what is published since; no agreement waits for all that. */
    private boolean nothingWaits() {
        Ran ran = approve("operator");
        return ran.exit() == 0 && ran.said().endsWith("no agreement waits 无待批准的协议\n");
    }

    @Test
    void approval_isTakenBack_waits_andIsGivenAnew() throws Exception {
        String digest = agreement().path("digest").stringValue();
        String[] it = {"--agreement", NUMBER, "--digest", digest};
        assertThat(nothingWaits()).isTrue();
        try {
            assertThat(approve("operator", it[0], it[1], it[2], it[3], "--revoke"))
                    .isEqualTo(new Ran(0, "agreement 350001 is not approved\n"));
            assertThat(agreement().path("approved").booleanValue()).isFalse();

            Ran plan = approve("operator");
            assertThat(plan.exit()).isZero();
            assertThat(plan.said())
                    .contains("[agreement begins] Agreement 350001 revision 1")
                    .contains("福州市")
                    .endsWith(
                            "waits: agreement 350001 revision 1: --agreement 350001 --digest "
                                    + digest
                                    + "\n");
            assertThat(agreement().path("approved").booleanValue())
                    .as("reading is no approval")
                    .isFalse();

            assertThat(approve("operator", it))
                    .isEqualTo(new Ran(0, "agreement 350001 is approved\n"));
            assertThat(agreement().path("approved").booleanValue()).isTrue();
        } finally {
            String body = StrictJson.object().put("digest", digest).toString();
            assertThat(outside.api(FUZHOU, "operator", "POST", APPROVALS, body).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void revision_thatIsNotPublished_isNotApproved_andTheReasonIsOneLine() throws Exception {
        String other = "A".repeat(43);
        for (String number : List.of(NUMBER, "1")) {
            Ran ran = approve("operator", "--agreement", number, "--digest", other);
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.said()).startsWith("xinqiao: 4").hasLineCount(1);
        }
        assertThat(agreement().path("approved").booleanValue()).isTrue();
    }

    @Test
    void token_ofACounter_approvesNothing() throws Exception {
        String digest = agreement().path("digest").stringValue();

        for (String[] more :
                new String[][] {{}, {"--agreement", NUMBER, "--digest", digest, "--revoke"}}) {
            Ran ran = approve("counter", more);
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.said()).startsWith("xinqiao: 403 ").hasLineCount(1);
        }
        assertThat(agreement().path("approved").booleanValue()).isTrue();
    }

    @Test
    void halfAnOrder_orNoNodeThere_isSaidInOneLine() throws Exception {
        Ran expected = new Ran(1, "xinqiao: --agreement and --digest go together\n");
        assertThat(approve("operator", "--agreement", NUMBER)).isEqualTo(expected);
        assertThat(approve("operator", "--digest", "x")).isEqualTo(expected);
        assertThat(approveAt("http://127.0.0.1:1/", "operator"))
                .isEqualTo(new Ran(1, "xinqiao: http://127.0.0.1:1 is out of reach\n"));
        String repository = outside.sandbox.path("trust").path("repository").stringValue();
        Ran nowhere = approveAt(repository, "operator");
        assertThat(nowhere.exit()).isEqualTo(1);
        assertThat(nowhere.said()).endsWith(" does not answer as a node does\n").hasLineCount(1);
    }
}
