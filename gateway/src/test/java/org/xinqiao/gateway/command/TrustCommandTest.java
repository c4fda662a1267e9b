package org.xinqiao.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.trust.edit.Federation;

class TrustCommandTest {
    private static final String PIN = "A".repeat(43);

    @TempDir Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path work;
    private Path repository;

    @BeforeEach
    void unpack() throws Exception {
        work = directory.resolve("work");
        repository = directory.resolve("repository");
        Federation.unpack("federations/sandbox", work);
    }

    private int trust(Object... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "trust";
        for (int i = 0; i < arguments.length; i++) {
            all[i + 1] = arguments[i].toString();
        }
        return Xinqiao.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(all);
    }

    @Test
    void federation_fromKeysToVerification_runsOnTheCommandLineAlone() {
        assertThat(trust("lint", work)).isZero();
        assertThat(trust("keygen", work)).isZero();
        for (String node : new String[] {"cn-350200", "cn-350100", "cn-330100"}) {
            String endpoint = "https://localhost:18411";
            assertThat(trust("keygen", work, "--node", node, "--endpoint", endpoint, "--pin", PIN))
                    .isZero();
        }
        assertThat(trust("sign", work)).isZero();
        assertThat(trust("publish", work, "--to", repository)).isZero();
        assertThat(trust("publish", work, "--to", repository, "--timestamp-only")).isZero();
        assertThat(trust("verify", repository, "--root", repository.resolve("1.root.json")))
                .isZero();

        assertThat(err.toString()).isEmpty();
        assertThat(out.toString())
                .contains("is signed by all")
                .contains("snapshot 1, timestamp 1")
                .contains("member cn-350200 厦门市 CITY ACTIVE, 4 keys")
                .contains("agreement 350001 revision 1");
    }

    @Test
    void plan_saysInBothLanguages_whatPublishingWouldChange() throws Exception {
        assertThat(trust("keygen", work)).isZero();
        assertThat(trust("plan", work)).isZero();
        assertThat(out.toString()).contains("[member joins] Xiamen (cn-350200) becomes a member");
        assertThat(trust("publish", work, "--to", repository)).isZero();
        out.getBuffer().setLength(0);

        assertThat(trust("plan", work, "--repository", repository)).isZero();
        assertThat(out.toString())
                .contains("[agreement begins] Agreement 350001 revision 1")
                .doesNotContain("member joins");

        Path member = work.resolve("members/cn-350200.yaml");
        Files.writeString(member, Files.readString(member).replace("ACTIVE", "SUSPENDED"));
        assertThat(trust("plan", work, "--repository", repository)).isZero();
        assertThat(out.toString())
                .contains("[member leaves] Xiamen (cn-350200) is suspended")
                .contains("    厦门市（cn-350200） 被暂停");
        assertThat(trust("plan", work, "--repository", "http://127.0.0.1:1/")).isEqualTo(1);
        assertThat(err.toString()).contains("a REPOSITORY behind a URL needs --root");
        assertThat(trust("plan", work, "--repository", directory.resolve("none"))).isEqualTo(1);
    }

    @Test
    void faults_areShownWithFileAndLine_andTheCommandFails() throws Exception {
        Path member = work.resolve("members/cn-350200.yaml");
        Files.writeString(member, Files.readString(member).replace("CITY", "TOWN"));

        assertThat(trust("lint", work)).isEqualTo(1);
        assertThat(err.toString()).contains("members/cn-350200.yaml:3: [form] level: must be");
        assertThat(trust("publish", work, "--to", repository)).isEqualTo(1);
        assertThat(repository).doesNotExist();
    }

    @Test
    void publication_withoutKeys_saysWhatToDo() {
        assertThat(trust("publish", work, "--to", repository)).isEqualTo(1);
        assertThat(err.toString()).contains("key");
    }

    @Test
    void verification_ofWhatIsNoRepository_failsInOneLine() throws Exception {
        Path root = Files.writeString(directory.resolve("root.json"), "{}");

        assertThat(trust("verify", repository, "--root", root)).isEqualTo(1);
        assertThat(err.toString()).startsWith("xinqiao: refused: malformed").hasLineCount(1);
    }

    @Test
    void trust_alone_explainsItself() {
        assertThat(trust()).isZero();
        assertThat(out.toString()).contains("lint", "plan", "keygen", "sign", "publish", "verify");
    }
}
