package org.xinqiao.gateway;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.xinqiao.contracts.crypto.Digests;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.trust.edit.Federation;
import org.xinqiao.trust.edit.KeyGen;
import org.xinqiao.trust.edit.Publisher;

/** The sandbox's trust documents, published over HTTP, for nodes without partners that answer. */
public final class TestRepository implements AutoCloseable {
    private static final List<String> NODES =
            List.of("cn-100000", "cn-350000", "cn-350200", "cn-350100", "cn-330100");

    /** Publishes what the working copy says now. */
    public final Publisher publisher;

    private final Path root;
    private final HttpServer server;
    private final Path files;

    /** Makes keys, publishes and serves; everything below {@code directory}. */
    public TestRepository(Path directory) throws Exception {
        Federation federation = Federation.unpack("federations/sandbox", directory.resolve("work"));
        var keys = new KeyGen(federation, new SecureRandom());
        keys.missingRoleKeys();
        for (String node : NODES) {
            String pin = Base64Url.encode(Digests.sha256(node.getBytes()));
            keys.newNodeKeys(
                    NodeId.parse(node),
                    URI.create("https://localhost"),
                    EnumSet.of(Suite.INTL),
                    Set.of(pin),
                    Instant.now());
        }
        files = directory.resolve("repository").toAbsolutePath();
        publisher = new Publisher(federation, files);
        root = publisher.publish(Instant.now()).root();
        var free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = SimpleFileServer.createFileServer(free, files, SimpleFileServer.OutputLevel.NONE);
        server.start();
    }

    /** Where the published files are. */
    public Path files() {
        return files;
    }

    /** A node that follows it, and looks every second. */
    public NodeConfig followed(NodeConfig config, Path state) {
        var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        return TestNodes.withTrust(config, new NodeConfig.Trust(root, uri, state, 1));
    }

    /** Out of reach from now on. */
    @Override
    public void close() {
        server.stop(0);
    }
}
