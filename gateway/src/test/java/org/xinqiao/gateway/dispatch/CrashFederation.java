package org.xinqiao.gateway.dispatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.TestCertificate;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.TestNotices;
import org.xinqiao.gateway.ledger.TestLedger;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.sandbox.files.PrivateFile;
import org.xinqiao.gateway.seal.LogKeys;
import org.xinqiao.gateway.seal.NodeKeyring;
import org.xinqiao.trust.key.KeyDirectory;

/** What parent and children know alike: keys, certificate and databases, in one directory. */
final class CrashFederation {
    private CrashFederation() {}

    /** Where a node's empty database comes from. */
    interface Databases {
        NodeConfig.Database of(NodeId node) throws Exception;
    }

    /** Makes everything, and migrates the databases. */
    static void write(Path directory, Databases databases) throws Exception {
        var federation = new TestFederation();
        TestCertificate.in(directory, "node");
        for (NodeId node : List.of(TestFederation.HOME, TestFederation.HOST)) {
            TestNotices.keyring(federation, node, directory);
            SigningKey logKey = Keys.generate(SignatureAlgorithm.EDDSA, new SecureRandom());
            PrivateFile.write(logKeyFile(directory, node), logKey.privateJwk().toString());
            var database = TestLedger.migrated(databases.of(node));
            var properties = new Properties();
            properties.setProperty("url", database.url());
            properties.setProperty("username", database.username());
            properties.setProperty("password", database.password().toString());
            try (var out = Files.newBufferedWriter(file(directory, node))) {
                properties.store(out, null);
            }
        }
    }

    /** The same federation in every process. */
    static TestFederation read(Path directory) throws Exception {
        var federation = new TestFederation();
        for (NodeId node : List.of(TestFederation.HOME, TestFederation.HOST)) {
            var own = new HashMap<Suite, SigningKey>();
            try (var files = Files.newDirectoryStream(directory.resolve(node + "-keys"))) {
                for (Path file : files) {
                    SigningKey key =
                            Keys.parsePrivate(StrictJson.parseObject(Files.readAllBytes(file)));
                    own.put(key.algorithm().suite(), key);
                }
            }
            federation.signing.put(node, own);
            federation.publish(
                    node,
                    own.values().stream()
                            .map(key -> TestFederation.key(key, Set.of(KeyUse.values())))
                            .toList());
        }
        return federation;
    }

    /** Read only: whoever writes may be killed while writing. */
    static NodeKeyring keyring(Path directory, NodeId node) throws IOException {
        return NodeKeyring.load(new KeyDirectory(directory.resolve(node + "-keys")));
    }

    /** What a node's log is signed with. */
    static LogKeys logKeys(Path directory, NodeId node) throws Exception {
        SigningKey key =
                Keys.parsePrivate(
                        StrictJson.parseObject(Files.readAllBytes(logKeyFile(directory, node))));
        return new LogKeys() {
            @Override
            public NodeId self() {
                return node;
            }

            @Override
            public Optional<SigningKey> signing(KeyUse use, Instant now) {
                return use == KeyUse.LOG ? Optional.of(key) : Optional.empty();
            }
        };
    }

    private static Path logKeyFile(Path directory, NodeId node) {
        return directory.resolve(node + "-log.json");
    }

    static NodeConfig.Tls tls(Path directory) {
        return new NodeConfig.Tls(
                directory.resolve("node.crt.pem"), directory.resolve("node.key.pem"));
    }

    static NodeConfig.Database database(Path directory, NodeId node) {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file(directory, node))) {
            properties.load(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return new NodeConfig.Database(
                properties.getProperty("url"),
                properties.getProperty("username"),
                Path.of(properties.getProperty("password")),
                6);
    }

    private static Path file(Path directory, NodeId node) {
        return directory.resolve(node + ".properties");
    }
}
