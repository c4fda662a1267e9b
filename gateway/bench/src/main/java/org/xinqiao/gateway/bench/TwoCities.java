package org.xinqiao.gateway.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.operate.InvalidConfig;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.sandbox.NodeProcess;
import org.xinqiao.gateway.sandbox.Sandbox;
import org.xinqiao.gateway.sandbox.SandboxOptions;
import org.xinqiao.gateway.sandbox.Staging;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Xiamen, the home city, and Fuzhou, the host city: two nodes in processes of their own. Databases
 * (one durable PostgreSQL server), trust repository and score platforms stand beside them.
 */
final class TwoCities implements AutoCloseable {
    static final String HOME = "cn-350200";
    static final String HOST = "cn-350100";

    /** Higher than any machine reaches: what is measured is the way, not the quota. */
    private static final String LIMITS =
            """
            limits: { federationPerMinute: 10000000, platformPerMinute: 10000000, counterPerMinute: 10000000 }
            """;

    private final Sandbox sandbox;
    private final Path directory;
    private final Map<String, NodeProcess> processes;
    private final @Nullable NodeCrowd crowd;
    private final ObjectNode description;

    private TwoCities(
            Sandbox sandbox,
            Path directory,
            Map<String, NodeProcess> processes,
            @Nullable NodeCrowd crowd)
            throws IOException {
        this.sandbox = sandbox;
        this.directory = directory;
        this.processes = processes;
        this.crowd = crowd;
        try {
            this.description =
                    StrictJson.parseObject(Files.readAllBytes(directory.resolve("sandbox.json")));
        } catch (MalformedJson e) {
            throw new IOException(e);
        }
    }

    static TwoCities start(SandboxOptions options, List<String> nodeJava) throws IOException {
        return start(options, nodeJava, Staging.CITIES, 0, false);
    }

    /**
     * The same with other nodes beside the cities, some of them in further cities.
     *
     * @param together whether all but the home city share one process
     */
    static TwoCities start(
            SandboxOptions options,
            List<String> nodeJava,
            Set<NodeId> nodes,
            int further,
            boolean together)
            throws IOException {
        NodeCrowd crowd = together ? NodeCrowd.start(nodeJava) : null;
        var processes = new ConcurrentHashMap<String, NodeProcess>();
        var staging =
                new Staging(
                        nodes,
                        configuration -> {
                            Files.writeString(configuration, LIMITS, StandardOpenOption.APPEND);
                            String id = read(configuration).node().value();
                            if (crowd != null && !id.equals(HOME)) {
                                crowd.add(configuration);
                                return () -> {}; // they end together
                            }
                            var node = NodeProcess.start(configuration, nodeJava);
                            processes.put(id, node);
                            return node;
                        },
                        further);
        Sandbox sandbox;
        try {
            sandbox = Sandbox.start(options, staging);
        } catch (IOException | RuntimeException e) {
            close(crowd);
            throw e;
        }
        try {
            return new TwoCities(sandbox, options.directory(), processes, crowd);
        } catch (IOException e) {
            close(crowd);
            sandbox.close();
            throw e;
        }
    }

    private static NodeConfig read(Path configuration) throws IOException {
        try {
            return NodeConfig.read(configuration);
        } catch (InvalidConfig e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** A client of a node's API with the token of a role. */
    ApiClient api(String node, String role) {
        for (JsonNode entry : description.path("nodes")) {
            if (entry.path("id").asString().equals(node)) {
                return new ApiClient(
                        URI.create(entry.path("api").asString()),
                        entry.path("tokens").path(role).asString());
            }
        }
        throw new IllegalArgumentException(node);
    }

    /** The configuration that a node runs by. */
    NodeConfig configuration(String node) throws IOException {
        return read(directory.resolve("nodes").resolve(node).resolve("node.yaml"));
    }

    long pid(String node) {
        NodeProcess process = processes.get(node);
        if (process != null) {
            return process.pid();
        }
        if (crowd != null) {
            return crowd.pid();
        }
        throw new IllegalArgumentException(node);
    }

    /** Stops the nodes and leaves the database server running. */
    void stopNodes() {
        processes.values().forEach(NodeProcess::close);
        close(crowd);
    }

    private static void close(@Nullable NodeCrowd crowd) {
        if (crowd != null) {
            crowd.close();
        }
    }

    /** Where the database server's superuser's password stands. */
    Path superuserPassword() {
        return directory.resolve("postgres").resolve("superuser.password");
    }

    /** The database server's first process. */
    long postgresPid() throws IOException {
        return CpuTime.postgresIn(directory.resolve("postgres"));
    }

    @Override
    public void close() {
        close(crowd);
        sandbox.close();
    }
}
