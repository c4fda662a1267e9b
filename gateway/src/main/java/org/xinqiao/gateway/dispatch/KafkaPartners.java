package org.xinqiao.gateway.dispatch;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.xinqiao.adapters.kafka.BatchAnswer;
import org.xinqiao.adapters.kafka.BatchPublisher;
import org.xinqiao.adapters.kafka.KafkaCluster;
import org.xinqiao.adapters.kafka.NoKafkaAnswer;
import org.xinqiao.adapters.kafka.SentBatch;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.operate.KafkaSettings;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.receive.Reply;

/** Partners that are reached through a Kafka cluster. */
@Component
public class KafkaPartners implements SmartLifecycle {
    private static final Duration ANSWER_MAX = Duration.ofMillis(Bounds.KAFKA_ANSWER_MILLIS_MAX);

    private final @Nullable KafkaCluster cluster;
    private final String self;
    private volatile @Nullable BatchPublisher publisher;

    /** Those of a node. */
    public KafkaPartners(NodeConfig config) throws IOException {
        this.cluster = KafkaSettings.of(config).orElse(null);
        this.self = config.node().value();
    }

    /**
     * Puts a batch onto a partner's topic and waits for the answer.
     *
     * @throws PartnerUnreachable if none came in time, or no cluster is configured
     */
    Reply put(NodeId to, SentBatch batch) throws PartnerUnreachable {
        BatchPublisher running = publisher;
        if (running == null) {
            throw new PartnerUnreachable(to, "no Kafka cluster is configured", null);
        }
        try {
            BatchAnswer answer = running.send(to.value(), batch, ANSWER_MAX);
            return new Reply(answer.status(), answer.mediaType(), answer.body());
        } catch (NoKafkaAnswer e) {
            throw new PartnerUnreachable(to, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void start() {
        if (cluster != null) {
            publisher = new BatchPublisher(cluster, self);
        }
    }

    @Override
    public void stop() {
        BatchPublisher running = publisher;
        publisher = null;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public boolean isRunning() {
        return publisher != null;
    }
}
