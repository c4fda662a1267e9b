package org.xinqiao.adapters.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * A Kafka cluster through which nodes exchange batches.
 *
 * @param servers {@code host:port}, several separated by commas
 * @param security further client settings as Kafka names them ({@code security.protocol}, {@code
 *     ssl.*}, {@code sasl.*}); what a batch must prove does not rest on them
 */
public record KafkaCluster(String servers, Map<String, String> security) {
    /** Where batches for a node stand. */
    static final String BATCHES = "xinqiao.batches.";

    /** Where answers for a node stand. */
    static final String ANSWERS = "xinqiao.answers.";

    /** Bytes of one record: a batch with its signed manifest, and room to spare. */
    public static final int RECORD_BYTES_MAX = 16 * 1024 * 1024;

    /** Keeps its own copy of the settings. */
    public KafkaCluster {
        security = Map.copyOf(security);
    }

    /** One without security of its own, as on one machine. */
    public KafkaCluster(String servers) {
        this(servers, Map.of());
    }

    /** The topic that a node reads its batches from; the key of a record is its stream. */
    public static String batchesTo(String node) {
        return BATCHES + node;
    }

    /** The topic that a node reads the answers to its own batches from. */
    public static String answersTo(String node) {
        return ANSWERS + node;
    }

    Map<String, Object> client(String id) {
        var settings = new HashMap<String, Object>(security);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, id);
        return settings;
    }
}
