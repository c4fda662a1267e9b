package org.xinqiao.gateway.receive;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.xinqiao.adapters.kafka.BatchAnswer;
import org.xinqiao.adapters.kafka.BatchConsumer;
import org.xinqiao.adapters.kafka.KafkaCluster;
import org.xinqiao.adapters.kafka.SentBatch;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.BatchBounds;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.operate.KafkaSettings;
import org.xinqiao.gateway.operate.NodeConfig;

/**
 * Takes batches off this node's topic and sends them the way of all batches: the same bytes and the
 * same checks, but for the connection's certificate, of which there is none. Who states a batch is
 * proven by its signature either way.
 */
@Component
class KafkaEntrance implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaEntrance.class);

    /** From here on it was not judged, and comes again. */
    private static final int NOT_JUDGED_LEAST = 500;

    private final @Nullable KafkaCluster cluster;
    private final String self;
    private final Entrance entrance;
    private final Clock clock;
    private volatile @Nullable BatchConsumer consumer;

    KafkaEntrance(NodeConfig config, Entrance entrance, Clock clock, MeterRegistry meters)
            throws IOException {
        this.cluster = KafkaSettings.of(config).orElse(null);
        this.self = config.node().value();
        this.entrance = entrance;
        this.clock = clock;
        if (cluster != null) {
            Gauge.builder("xinqiao.kafka.lag", this, KafkaEntrance::lag)
                    .description("batches that wait on the topic of this node")
                    .register(meters);
        }
    }

    private double lag() {
        BatchConsumer running = consumer;
        return running == null ? 0 : running.lag();
    }

    private BatchAnswer take(SentBatch batch) {
        Optional<StreamName> stream = StreamName.parse(batch.stream());
        if (stream.isEmpty() || batch.file().length > BatchBounds.USUAL.fileBytesMax()) {
            LOG.warn("{}: a batch on the topic is no stream's, or too large", self);
            return new BatchAnswer(400, Reply.PROBLEM, new byte[0]);
        }
        try {
            Path file = Files.createTempFile("xinqiao-batch-", ".avro");
            try {
                Files.write(file, batch.file());
                return answer(
                        entrance.send(
                                "direct:take-batch",
                                new BatchArrived(
                                        stream.get(),
                                        batch.from(),
                                        batch.to(),
                                        batch.manifest(),
                                        batch.state(),
                                        file,
                                        null,
                                        clock.instant()),
                                Reply.class));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Refusal e) {
            throw new IllegalStateException("a refusal is an answer, too", e);
        }
    }

    private static BatchAnswer answer(Reply reply) {
        if (reply.status() >= NOT_JUDGED_LEAST) {
            throw new IllegalStateException("not judged: " + reply.status());
        }
        return new BatchAnswer(reply.status(), reply.mediaType(), reply.body());
    }

    @Override
    public void start() {
        if (cluster != null) {
            consumer = new BatchConsumer(cluster, self, this::take);
        }
    }

    @Override
    public void stop() {
        BatchConsumer running = consumer;
        consumer = null;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public boolean isRunning() {
        return consumer != null;
    }
}
