package org.xinqiao.gateway.operate;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.xinqiao.adapters.kafka.KafkaCluster;

/** The Kafka cluster that a node's configuration names. */
public final class KafkaSettings {
    private KafkaSettings() {}

    /**
     * The cluster; empty where the configuration names none.
     *
     * @throws IOException if the file of settings cannot be read
     */
    public static Optional<KafkaCluster> of(NodeConfig config) throws IOException {
        NodeConfig.Streams streams = config.streams();
        if (streams == null || streams.kafka() == null) {
            return Optional.empty();
        }
        NodeConfig.Kafka kafka = streams.kafka();
        return Optional.of(new KafkaCluster(kafka.servers(), settings(kafka.settings())));
    }

    private static Map<String, String> settings(@Nullable Path file) throws IOException {
        var settings = new HashMap<String, String>();
        if (file != null) {
            var properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
            properties
                    .stringPropertyNames()
                    .forEach(name -> settings.put(name, properties.getProperty(name)));
        }
        return settings;
    }
}
