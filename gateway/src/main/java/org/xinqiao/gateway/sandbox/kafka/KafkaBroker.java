package org.xinqiao.gateway.sandbox.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.xinqiao.adapters.kafka.KafkaCluster;

/**
 * A broker with its controller in this process, with its data in one directory; what was taken is
 * there again after a restart.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final int NODE = 1;

    private final KafkaRaftServer server;
    private final String servers;

    private KafkaBroker(KafkaRaftServer server, String servers) {
        this.server = server;
        this.servers = servers;
    }

    /** Starts the broker of a directory, making it at the first start, on free ports. */
    public static KafkaBroker start(Path directory) throws IOException {
        int broker;
        int controller;
        try (ServerSocket one = free();
                ServerSocket two = free()) {
            broker = one.getLocalPort();
            controller = two.getLocalPort();
        }
        return start(directory, broker, controller);
    }

    /**
     * Starts it on these ports.
     *
     * @param broker where nodes connect
     * @param controller where it talks to itself
     */
    public static KafkaBroker start(Path directory, int broker, int controller) throws IOException {
        Path data = Files.createDirectories(directory.resolve("data"));
        format(data);
        var server =
                new KafkaRaftServer(
                        new KafkaConfig(settings(data, broker, controller), false), Time.SYSTEM);
        server.startup();
        return new KafkaBroker(server, "127.0.0.1:" + broker);
    }

    private static ServerSocket free() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static void format(Path data) throws IOException {
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(data.toString())
                    .addDirectory(data.toString())
                    .run();
        } catch (Exception e) {
            throw new IOException("the broker's directory cannot be made", e);
        }
    }

    private static Map<String, Object> settings(Path data, int broker, int controller) {
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", String.valueOf(NODE)),
                Map.entry("controller.quorum.voters", NODE + "@127.0.0.1:" + controller),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry(
                        "listeners",
                        "NODES://127.0.0.1:" + broker + ",CONTROLLER://127.0.0.1:" + controller),
                Map.entry("advertised.listeners", "NODES://127.0.0.1:" + broker),
                Map.entry("inter.broker.listener.name", "NODES"),
                Map.entry("listener.security.protocol.map", "NODES:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("log.dirs", data.toString()),
                Map.entry("message.max.bytes", String.valueOf(KafkaCluster.RECORD_BYTES_MAX)),
                Map.entry("replica.fetch.max.bytes", String.valueOf(KafkaCluster.RECORD_BYTES_MAX)),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"));
    }

    /** {@code host:port}. */
    public String servers() {
        return servers;
    }

    /** Makes the two topics that a node reads, where they are not there yet. */
    public void createTopics(Collection<String> nodes) throws IOException {
        List<NewTopic> topics =
                nodes.stream()
                        .flatMap(node ->
                                List.of(KafkaCluster.batchesTo(node), KafkaCluster.answersTo(node))
                                        .stream())
                        .map(name -> new NewTopic(name, 1, (short) 1))
                        .toList();
        try (Admin admin =
                Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers))) {
            for (var made : admin.createTopics(topics).values().values()) {
                created(made);
            }
        }
    }

    private static void created(KafkaFuture<Void> made) throws IOException {
        try {
            made.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IOException("a topic cannot be made", e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopping", e);
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
