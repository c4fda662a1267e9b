package org.xinqiao.gateway.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.sandbox.files.PrivateFile;
import org.xinqiao.trust.key.Passphrase;

class NodeConfigTest {
    private static final String HASH = "a".repeat(64);
    private static final String GOOD =
            """
            node: cn-350200
            level: CITY
            api: { address: 127.0.0.1, port: 18401 }
            federation: { address: 127.0.0.1, port: 18411, tls: { certificate: file, key: file } }
            database: { url: "jdbc:postgresql://127.0.0.1:5432/x", username: x, passwordFile: file }
            trust: { root: file, repository: "http://127.0.0.1:18490/", stateDirectory: state, pollSeconds: 2 }
            keys: { directory: keys }
            secrets: { pseudonymKeyFile: file, atRestKeyFile: file }
            tokens:
              - { name: counter, role: COUNTER, sha256: %s }
            """
                    .formatted(HASH);

    @TempDir Path directory;

    @BeforeEach
    void file() throws Exception {
        Files.writeString(directory.resolve("file"), "x");
    }

    @Test
    void config_withoutOptionalParts_hasTheUsualFigures() throws Exception {
        NodeConfig config = NodeConfig.parse(GOOD, directory);

        assertThat(config.node()).isEqualTo(NodeId.parse("cn-350200"));
        assertThat(config.level()).isEqualTo(Level.CITY);
        assertThat(config.api()).isEqualTo(new NodeConfig.Api("127.0.0.1", 18401, null));
        assertThat(config.federation().tls().key()).isEqualTo(directory.resolve("file"));
        assertThat(config.database().connectionsMax()).isEqualTo(16);
        assertThat(config.tokens())
                .containsExactly(new NodeConfig.Token("counter", Role.COUNTER, HASH));
        assertThat(config.limits()).isEqualTo(NodeConfig.Limits.usual());
        assertThat(config.city()).isNull();
        assertThat(config.retention().bodyDays()).isEqualTo(180);
        assertThat(config.secrets().atRestPreviousKeys()).isEmpty();
    }

    @Test
    void retention_andPreviousKeys_areRead_withinTheirBounds() throws Exception {
        String keys = "secrets: { pseudonymKeyFile: file, atRestKeyFile: file";
        String good = GOOD.replace(keys, keys + ", atRestPreviousKeyFiles: [file]");
        for (int days : new int[] {31, 36_500}) {
            NodeConfig config =
                    NodeConfig.parse(good + "retention: { bodyDays: " + days + " }\n", directory);
            assertThat(config.retention().bodyDays()).isEqualTo(days);
            assertThat(config.secrets().atRestPreviousKeys())
                    .containsExactly(Secret.in(directory.resolve("file")));
        }
        String bad = GOOD.replace(keys, keys + ", atRestPreviousKeyFiles: [none]");
        for (int days : new int[] {30, 36_501}) {
            assertThatThrownBy(() ->
                            NodeConfig.parse(
                                    bad + "retention: { bodyDays: " + days + " }\n", directory))
                    .isInstanceOf(InvalidConfig.class)
                    .hasMessageContaining("secrets.atRestPreviousKeyFiles: no file can be read")
                    .hasMessageContaining("retention.bodyDays: a whole number from 31 to 36500");
        }
    }

    @Test
    void passphrases_ofKeys_standInAFileOrAVariable_orNowhere() throws Exception {
        assertThat(NodeConfig.parse(GOOD, directory).keys().passphrase().isNone()).isTrue();
        PrivateFile.write(directory.resolve("pass"), "open sesame");
        String yaml =
                GOOD.replace("directory: keys", "directory: keys, passphraseFile: pass")
                        .replace("key: file", "key: file, passphraseEnv: TLS_PASSPHRASE");
        NodeConfig config =
                NodeConfig.parse(yaml, directory, Map.of("TLS_PASSPHRASE", "open barley"));
        assertThat(config.keys().passphrase()).isEqualTo(Passphrase.in(directory.resolve("pass")));
        assertThat(config.federation().tls().passphrase())
                .isEqualTo(Passphrase.of("the environment variable TLS_PASSPHRASE", "open barley"));
    }

    @Test
    void passphrase_thatEveryoneMayRead_orThatIsNotThere_isAFaultWithItsLine() throws Exception {
        Path open = directory.resolve("file");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        String yaml =
                GOOD.replace("directory: keys", "directory: keys, passphraseFile: file")
                        .replace("key: file", "key: file, passphraseEnv: NOT_SET");
        assertThatThrownBy(() -> NodeConfig.parse(yaml, directory))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining(
                        "line 4: federation.tls.passphraseEnv: the environment has no NOT_SET")
                .hasMessageContaining(
                        "line 7: keys.passphraseFile: " + open + ": everyone on this machine may");
    }

    @Test
    void config_withEveryPart_isRead() throws Exception {
        NodeConfig config =
                NodeConfig.parse(
                        GOOD
                                + """
                                city: { scores: "http://127.0.0.1:18421/", timeoutMillis: 1500, scoreMax: 1000, notices: "http://127.0.0.1:18421/notices" }
                                wallet: { entry: "http://localhost:18421/app" }
                                cluster: { address: 10.0.0.1, port: 5701, members: ["10.0.0.1:5701", "10.0.0.2:5701"] }
                                limits: { federationPerMinute: 100, walletPerMinute: 7 }
                                """,
                        directory);

        assertThat(config.city().timeoutMillis()).isEqualTo(1500);
        assertThat(config.city().notices()).hasPath("/notices");
        assertThat(config.wallet().entry()).hasPath("/app");
        assertThat(config.cluster().members()).hasSize(2);
        assertThat(config.limits().federationPerMinute()).isEqualTo(100);
        assertThat(config.limits().walletPerMinute()).isEqualTo(7);
        assertThat(config.limits().counterPerMinute())
                .isEqualTo(NodeConfig.Limits.usual().counterPerMinute());
    }

    @Test
    void config_withManyFaults_tellsAllOfThemWithTheirLines() {
        String yaml =
                """
                node: xiamen
                level: TOWN
                api: { address: 127.0.0.1, port: 70000, colour: red }
                federation: { address: 127.0.0.1, port: 18411, tls: { certificate: missing.pem, key: file } }
                database: { url: "jdbc:h2:mem", username: x, passwordFile: file }
                trust: { root: file, repository: "ftp://x/", stateDirectory: state, pollSeconds: 2 }
                keys: { directory: keys }
                tokens:
                  - { name: counter, role: WALLET, sha256: short }
                limits: { federationPerMinute: 99 }
                oldSetting: 1
                """;

        InvalidConfig invalid =
                catchThrowableOfType(InvalidConfig.class, () -> NodeConfig.parse(yaml, directory));

        assertThat(
                        invalid.faults().stream()
                                .map(fault -> fault.line() + " " + fault.path())
                                .toList())
                .containsExactlyElementsOf(
                        List.of(
                                "1 node",
                                "1 secrets",
                                "2 level",
                                "3 api.port",
                                "3 api.colour",
                                "4 federation.tls.certificate",
                                "5 database.url",
                                "6 trust.repository",
                                "9 tokens.role",
                                "9 tokens.sha256",
                                "10 limits.federationPerMinute",
                                "11 oldSetting"));
        assertThat(invalid)
                .hasMessageContaining(
                        "configuration: line 11: oldSetting: there is no such setting");
    }

    @Test
    void config_sameTokenTwice_isRefused() {
        assertThatThrownBy(() ->
                        NodeConfig.parse(
                                GOOD
                                        + "  - { name: other, role: PLATFORM, sha256: "
                                        + HASH
                                        + " }\n",
                                directory))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining("'other' has the name or the hash of another token");
    }

    @Test
    void config_onePortForBoth_isRefused() {
        assertThatThrownBy(() -> NodeConfig.parse(GOOD.replace("18411", "18401"), directory))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining("federation.port");
    }

    @Test
    void config_notYaml_isToldWithItsLine() {
        assertThatThrownBy(() -> NodeConfig.parse("node: cn-350200\nlevel: [", directory))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining("configuration: line ");
        assertThatThrownBy(() -> NodeConfig.parse("", directory)).isInstanceOf(InvalidConfig.class);
        assertThatThrownBy(() -> NodeConfig.parse("just text", directory))
                .isInstanceOf(InvalidConfig.class);
    }

    @Test
    void config_memberTwice_isRefused() {
        assertThatThrownBy(() -> NodeConfig.parse(GOOD + "level: CITY\n", directory))
                .isInstanceOf(InvalidConfig.class);
    }
}
