package org.xinqiao.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.gateway.TestCertificate;
import org.xinqiao.gateway.TestDatabases;
import org.xinqiao.gateway.TestTrust;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.sandbox.files.PrivateFile;

/** {@code node --check} and {@code --schema}. */
class NodeCommandIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir Path directory;

    private Path configuration;

    @BeforeEach
    void write() throws Exception {
        NodeConfig.Database database = TestDatabases.fresh(directory);
        TestCertificate.in(directory, "node");
        TestCertificate.rsa(directory, "api", 2048);
        TestTrust.root(directory.resolve("root.json"));
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]);
        Files.writeString(directory.resolve("a.key"), secret);
        Path keys = Files.createDirectories(directory.resolve("keys"));
        var key = Keys.generate(SignatureAlgorithm.ES256, new SecureRandom());
        PrivateFile.write(keys.resolve("message.json"), key.privateJwk().toString());
        configuration =
                Files.writeString(
                        directory.resolve("node.yaml"),
                        """
                        node: cn-350200
                        level: CITY
                        api: { address: 127.0.0.1, port: 0, tls: { certificate: api.crt.pem, key: api.key.pem } }
                        federation: { address: 127.0.0.1, port: 0, tls: { certificate: node.crt.pem, key: node.key.pem } }
                        database: { url: "%s", username: %s, passwordFile: %s }
                        trust: { root: root.json, repository: "http://127.0.0.1:1/", stateDirectory: state, pollSeconds: 60 }
                        keys: { directory: keys }
                        secrets: { pseudonymKeyFile: a.key, atRestKeyFile: a.key }
                        tokens: []
                        """
                                .formatted(
                                        database.url(), database.username(), database.password()));
    }

    @Test
    void check_ofAConfigurationInOrder_saysSoAndChangesNothing() {
        assertThat(run("--check")).as(err.toString()).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("in order");
        assertThat(directory.resolve("state")).doesNotExist();
    }

    @Test
    void check_withTheDatabase_saysWhichSchemaIsThere() {
        assertThat(run("--check", "--connect")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("in order: schema none, this release has ");
    }

    @Test
    void check_withManyFaultsInFiles_tellsAllOfThem() throws Exception {
        TestCertificate.rsa(directory, "node", 2048);
        Files.writeString(directory.resolve("a.key"), "short");
        Files.writeString(directory.resolve("root.json"), "{}");
        Files.delete(directory.resolve("keys/message.json"));
        String yaml = Files.readString(configuration);
        Files.writeString(configuration, yaml.replace("key: api.key.pem", "key: node.key.pem"));
        Files.writeString(
                configuration,
                Files.readString(configuration).replaceFirst("//127.0.0.1:\\d+", "//127.0.0.1:1"));

        assertThat(run("--check", "--connect")).isEqualTo(1);
        assertThat(err.toString().lines().map(line -> line.split(": ")[1]))
                .containsExactly(
                        "federation.tls",
                        "api.tls",
                        "secrets.pseudonymKey",
                        "secrets.atRestKey",
                        "keys.directory",
                        "trust.root",
                        "database");
        assertThat(err.toString()).contains("a P-256 private key is expected").contains("refused");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void schema_asked_isPrinted() throws Exception {
        assertThat(
                        Xinqiao.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                                .execute("node", "--schema"))
                .isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines(NodeConfig.schema());
    }

    private int run(String... options) {
        var line = Xinqiao.commandLine(new PrintWriter(out, true), new PrintWriter(err, true));
        var arguments = new String[options.length + 3];
        arguments[0] = "node";
        arguments[1] = "--config";
        arguments[2] = configuration.toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return line.execute(arguments);
    }
}
