package org.xinqiao.gateway;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.NodeConfig.Api;
import org.xinqiao.gateway.operate.NodeConfig.Cluster;
import org.xinqiao.gateway.operate.NodeConfig.Database;
import org.xinqiao.gateway.operate.NodeConfig.Federation;
import org.xinqiao.gateway.operate.NodeConfig.Keys;
import org.xinqiao.gateway.operate.NodeConfig.Limits;
import org.xinqiao.gateway.operate.NodeConfig.Secrets;
import org.xinqiao.gateway.operate.NodeConfig.Token;
import org.xinqiao.gateway.operate.NodeConfig.Trust;
import org.xinqiao.gateway.operate.Role;

/** Nodes on free ports with a database of their own. */
public final class TestNodes {
    /** Tokens that every test node knows. */
    public static final String PLATFORM = "platform-token";

    public static final String COUNTER = "counter-token";
    public static final String OPERATOR = "operator-token";

    private TestNodes() {}

    /** The configuration of a node whose files stand in {@code directory}. */
    public static NodeConfig config(String id, Path directory) throws Exception {
        return files(id, directory, TestDatabases.fresh(directory));
    }

    /** The same without a database behind it. */
    public static NodeConfig files(String id, Path directory) throws Exception {
        return files(id, directory, new Database("jdbc:postgresql://none/none", "", directory, 2));
    }

    private static NodeConfig files(String id, Path directory, Database database) throws Exception {
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]);
        Path secretFile = Files.writeString(directory.resolve(id + ".secret"), secret);
        return new NodeConfig(
                NodeId.parse(id),
                Level.CITY,
                new Api("127.0.0.1", 0, null),
                new Federation("127.0.0.1", 0, TestCertificate.in(directory, id)),
                database,
                new Trust(
                        TestTrust.root(directory.resolve("root.json")),
                        URI.create("http://127.0.0.1:1/"),
                        directory.resolve(id + "-trust"),
                        3600),
                new Keys(Files.createDirectories(directory.resolve(id + "-keys"))),
                new Secrets(secretFile, secretFile),
                List.of(
                        token("platform", Role.PLATFORM, PLATFORM),
                        token("counter", Role.COUNTER, COUNTER),
                        token("operator", Role.OPERATOR, OPERATOR)),
                null,
                null,
                null,
                Limits.usual());
    }

    /** The same configuration with other limits. */
    public static NodeConfig withLimits(NodeConfig c, Limits limits) {
        return new NodeConfig(
                c.node(),
                c.level(),
                c.api(),
                c.federation(),
                c.database(),
                c.trust(),
                c.keys(),
                c.secrets(),
                c.tokens(),
                c.city(),
                c.wallet(),
                c.cluster(),
                limits,
                c.retention(),
                c.management(),
                c.stop(),
                c.streams());
    }

    /** The same configuration with another database. */
    public static NodeConfig withDatabase(NodeConfig c, Database database) {
        return new NodeConfig(
                c.node(),
                c.level(),
                c.api(),
                c.federation(),
                database,
                c.trust(),
                c.keys(),
                c.secrets(),
                c.tokens(),
                c.city(),
                c.wallet(),
                c.cluster(),
                c.limits(),
                c.retention(),
                c.management(),
                c.stop(),
                c.streams());
    }

    /** The same configuration with other secrets. */
    public static NodeConfig withSecrets(NodeConfig c, Secrets secrets) {
        return new NodeConfig(
                c.node(),
                c.level(),
                c.api(),
                c.federation(),
                c.database(),
                c.trust(),
                c.keys(),
                secrets,
                c.tokens(),
                c.city(),
                c.wallet(),
                c.cluster(),
                c.limits(),
                c.retention(),
                c.management(),
                c.stop(),
                c.streams());
    }

    /** The same configuration with a trust repository. */
    public static NodeConfig withTrust(NodeConfig c, Trust trust) {
        return new NodeConfig(
                c.node(),
                c.level(),
                c.api(),
                c.federation(),
                c.database(),
                trust,
                c.keys(),
                c.secrets(),
                c.tokens(),
                c.city(),
                c.wallet(),
                c.cluster(),
                c.limits(),
                c.retention(),
                c.management(),
                c.stop(),
                c.streams());
    }

    /** The same configuration with a city's platform. */
    public static NodeConfig withCity(NodeConfig c, NodeConfig.City city) {
        return new NodeConfig(
                c.node(),
                c.level(),
                c.api(),
                c.federation(),
                c.database(),
                c.trust(),
                c.keys(),
                c.secrets(),
                c.tokens(),
                city,
                c.wallet(),
                c.cluster(),
                c.limits(),
                c.retention(),
                c.management(),
                c.stop(),
                c.streams());
    }

    /** The same configuration with another API port. */
    public static NodeConfig withApi(NodeConfig c, Api api) {
        return new NodeConfig(
                c.node(),
                c.level(),
                api,
                c.federation(),
                c.database(),
                c.trust(),
                c.keys(),
                c.secrets(),
                c.tokens(),
                c.city(),
                c.wallet(),
                c.cluster(),
                c.limits(),
                c.retention(),
                c.management(),
                c.stop(),
                c.streams());
    }

    /** The same configuration with other instances beside this one. */
    public static NodeConfig withCluster(NodeConfig c, Cluster cluster) {
        return new NodeConfig(
                c.node(),
                c.level(),
                c.api(),
                c.federation(),
                c.database(),
                c.trust(),
                c.keys(),
                c.secrets(),
                c.tokens(),
                c.city(),
                c.wallet(),
                cluster,
                c.limits(),
                c.retention(),
                c.management(),
                c.stop(),
                c.streams());
    }

    /** The same configuration with a port for health and metrics. */
    public static NodeConfig withManagement(NodeConfig c, NodeConfig.Management management) {
        return with(c, management, c.stop());
    }

    /** The same configuration, ended in another way. */
    public static NodeConfig withStop(NodeConfig c, NodeConfig.Stop stop) {
        return with(c, c.management(), stop);
    }

    private static NodeConfig with(
            NodeConfig c, NodeConfig.Management management, NodeConfig.Stop stop) {
        return new NodeConfig(
                c.node(),
                c.level(),
                c.api(),
                c.federation(),
                c.database(),
                c.trust(),
                c.keys(),
                c.secrets(),
                c.tokens(),
                c.city(),
                c.wallet(),
                c.cluster(),
                c.limits(),
                c.retention(),
                management,
                stop,
                c.streams());
    }

    /** The same configuration with streams. */
    public static NodeConfig withStreams(NodeConfig c, NodeConfig.Streams streams) {
        return new NodeConfig(
                c.node(),
                c.level(),
                c.api(),
                c.federation(),
                c.database(),
                c.trust(),
                c.keys(),
                c.secrets(),
                c.tokens(),
                c.city(),
                c.wallet(),
                c.cluster(),
                c.limits(),
                c.retention(),
                c.management(),
                c.stop(),
                streams);
    }

    /** Starts a node with further beans in it. */
    public static Node start(NodeConfig config, Class<?>... more) throws NodeNotStarted {
        return Node.start(config, Clock.systemUTC(), more);
    }

    private static Token token(String name, Role role, String token) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes());
        return new Token(name, role, HexFormat.of().formatHex(hash));
    }
}
