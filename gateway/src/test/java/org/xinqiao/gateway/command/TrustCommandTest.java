package org.xinqiao.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.gateway.sandbox.files.PrivateFile;
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
    void rollback_showsThePlan_andWritesOnlyWhenTold() throws Exception {
        assertThat(trust("keygen", work)).isZero();
        assertThat(trust("publish", work, "--to", repository)).isZero();
        Path member = work.resolve("members/cn-350200.yaml");
        Files.writeString(member, Files.readString(member).replace("ACTIVE", "SUSPENDED"));
        assertThat(trust("publish", work, "--to", repository)).isZero();

        assertThat(trust("rollback", work, "--repository", repository, "--to", 1)).isZero();
        assertThat(out.toString())
                .contains("[member joins] Xiamen (cn-350200) takes part again")
                .contains("nothing is written yet");
        assertThat(Files.readString(member)).contains("SUSPENDED");

        assertThat(trust("rollback", work, "--repository", repository, "--to", 1, "--yes"))
                .isZero();
        assertThat(out.toString()).contains("snapshot 3 says what snapshot 1 said");
        assertThat(Files.readString(member)).contains("ACTIVE");
        assertThat(trust("rollback", work, "--repository", repository, "--to", 3)).isEqualTo(1);
        assertThat(err.toString()).contains("version 3 is not an earlier one than 3, the newest");
    }

    @Test
    void keys_areRotatedRetiredAndRevoked_eachRefusalInOneLine() throws Exception {
        assertThat(trust("keygen", work)).isZero();
        String endpoint = "https://localhost:18411";
        assertThat(
                        trust(
                                "keygen",
                                work,
                                "--node",
                                "cn-350200",
                                "--endpoint",
                                endpoint,
                                "--pin",
                                PIN))
                .isZero();
        String node = "--node=cn-350200";
        assertThat(trust("rotate", work, node, "--use", "log")).isZero();
        assertThat(out.toString()).containsPattern("key \\S+ follows \\S+: signs from");
        assertThat(trust("rotate", work, node, "--pin", "B".repeat(42) + "A")).isZero();
        assertThat(trust("retire", work, node, "--pin", PIN)).isZero();
        assertThat(trust("rotate", work, "--role", "targets")).isZero();
        assertThat(err.toString()).isEmpty();

        assertThat(trust("rotate", work)).isEqualTo(1);
        assertThat(trust("rotate", work, node)).isEqualTo(1);
        assertThat(trust("rotate", work, node, "--use", "tls")).isEqualTo(1);
        assertThat(trust("rotate", work, node, "--use", "pass", "--overlap", "soon")).isEqualTo(1);
        assertThat(trust("retire", work, node, "--key", "none")).isEqualTo(1);
        assertThat(trust("retire", work, node)).isEqualTo(1);
        assertThat(trust("revoke", work, node, "--key", "none", "--at", "now")).isEqualTo(1);
        assertThat(trust("revoke", work, node, "--pin", "B".repeat(42) + "A")).isEqualTo(1);
        assertThat(trust("revoke", work, "--role", "root", "--key", "none")).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        "xinqiao: give --node with a key or --pin, or --role",
                        "xinqiao: --use is missing: one of message, pass, status, consent, stream, agreement, enc, log, witness",
                        "xinqiao: --use must be one of message, pass, status, consent, stream, agreement, enc, log, witness, not tls",
                        "xinqiao: --overlap must be a duration such as PT2H",
                        "xinqiao: cn-350200 publishes no key none",
                        "xinqiao: --key is missing",
                        "xinqiao: --at must be a time such as 2026-11-21T09:00:00+08:00",
                        "xinqiao: it is the last pin of cn-350200: add the new one first, by rotate --pin",
                        "xinqiao: role root has no key none");
    }

    @Test
    void privateKeys_areEncrypted_andEverythingIsDoneUnderThePassphrase() throws Exception {
        Path pass = directory.resolve("pass");
        PrivateFile.write(pass, "correct horse 信桥\n");
        String with = "--passphrase-file=" + pass;
        String endpoint = "--endpoint=https://localhost:18411";
        String pin = "--pin=" + PIN;
        assertThat(trust("keygen", work)).isZero();
        assertThat(trust("keygen", work, "--node=cn-350200", endpoint, pin)).isZero();
        assertThat(trust("encrypt", work.resolve("private"), with)).isZero();
        assertThat(out.toString()).contains("encrypted " + work.resolve("private/nodes/cn-350200"));
        assertThat(privateFiles()).isNotEmpty().allMatch(file -> file.endsWith(".pem"));
        assertThat(trust("encrypt", work.resolve("private"), with)).isZero();
        assertThat(out.toString()).contains("nothing to do");

        // What is made from now on is encrypted, too; and nothing is signed without it.
        int before = privateFiles().size();
        assertThat(trust("keygen", work, "--node=cn-350100", endpoint, pin, with)).isZero();
        assertThat(trust("keygen", work, "--node=cn-330100", endpoint, pin, with)).isZero();
        assertThat(trust("rotate", work, "--node=cn-350200", "--use=message", with)).isZero();
        assertThat(trust("rotate", work, "--role=targets", with)).isZero();
        assertThat(privateFiles())
                .hasSizeGreaterThan(before)
                .allMatch(file -> file.endsWith(".pem"));
        assertThat(trust("sign", work, with)).isZero();
        assertThat(trust("publish", work, "--to", repository, with)).isZero();
        assertThat(trust("publish", work, "--to", repository, "--timestamp-only", with)).isZero();
        assertThat(trust("verify", repository, "--root", repository.resolve("1.root.json")))
                .isZero();
        assertThat(err.toString()).doesNotContain("correct horse").isEmpty();

        assertThat(trust("publish", work, "--to", repository)).isEqualTo(1);
        assertThat(trust("sign", work, with, "--passphrase-env=HOME")).isEqualTo(1);
        assertThat(trust("sign", work, "--passphrase-env=XINQIAO_NOT_SET")).isEqualTo(1);
        assertThat(trust("encrypt", work.resolve("private"))).isEqualTo(1);
        PrivateFile.write(pass, "another");
        assertThat(trust("publish", work, "--to", repository, with)).isEqualTo(1);
        assertThat(err.toString().lines())
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .endsWith(
                                                ": is encrypted, and no passphrase is given for it"),
                        line ->
                                assertThat(line)
                                        .isEqualTo(
                                                "xinqiao: give --passphrase-file or --passphrase-env, not both"),
                        line ->
                                assertThat(line)
                                        .isEqualTo(
                                                "xinqiao: --passphrase-env: the environment has no XINQIAO_NOT_SET"),
                        line ->
                                assertThat(line)
                                        .isEqualTo(
                                                "xinqiao: give --passphrase-file or --passphrase-env"),
                        line ->
                                assertThat(line)
                                        .contains(
                                                ": does not open with the passphrase in " + pass));
    }

    @Test
    void passphrase_isChanged_withTheOldOneBesideIt() throws Exception {
        Path old = directory.resolve("old");
        PrivateFile.write(old, "old");
        Path pass = directory.resolve("new");
        PrivateFile.write(pass, "new");
        assertThat(trust("keygen", work, "--passphrase-file=" + old)).isZero();
        Path keys = work.resolve("private");

        assertThat(trust("encrypt", keys, "--passphrase-file=" + pass)).isEqualTo(1);
        assertThat(
                        trust(
                                "encrypt",
                                keys,
                                "--passphrase-file=" + pass,
                                "--old-passphrase-file=" + old))
                .isZero();
        assertThat(trust("publish", work, "--to", repository, "--passphrase-file=" + pass))
                .isZero();
    }

    private List<String> privateFiles() throws Exception {
        try (Stream<Path> files = Files.walk(work.resolve("private"))) {
            return files.filter(Files::isRegularFile).map(Path::toString).toList();
        }
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
