package org.xinqiao.adapters.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes batches off this node's topic, hands them over and answers. A place in the topic is left
 * behind only after its batch was handed over and answered: what breaks in between is handed over
 * again, and whoever takes batches takes the same one twice without effect. Instances of one node
 * share the topic's partitions; the batches of one stream stay in one.
 */
public final class BatchConsumer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int RECORDS_AT_ONCE_MAX = 8;
    private static final int METADATA_MILLIS_MAX = 5_000;
    private static final int POLL_MILLIS_MAX = 600_000;

    private final String self;
    private final KafkaCluster cluster;
    private final Taker taker;
    private final Producer<String, byte[]> producer;
    private final Thread thread;
    private volatile long lag;
    private volatile boolean open = true;

    /** What takes batches. */
    public interface Taker {
        /**
         * Takes one batch durably, or refuses it.
         *
         * @return the answer to its sender, of either kind
         * @throws RuntimeException where it cannot be judged now; it comes again
         */
        BatchAnswer take(SentBatch batch);
    }

    /** Starts to take. */
    public BatchConsumer(KafkaCluster cluster, String self, Taker taker) {
        this.self = self;
        this.cluster = cluster;
        this.taker = taker;
        Map<String, Object> settings = cluster.client(self + "-answers-out");
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        this.producer = new KafkaProducer<>(settings);
        this.thread = Thread.ofPlatform().daemon().name(self + "-kafka-batches").start(this::work);
    }

    /** Records that wait on the partitions of this instance, as of its last look. */
    public long lag() {
        return lag;
    }

    private void work() {
        while (open) {
            try (var consumer = consumer()) {
                consumer.subscribe(List.of(KafkaCluster.batchesTo(self)));
                while (open) {
                    for (ConsumerRecord<String, byte[]> taken : consumer.poll(POLL)) {
                        handle(taken);
                        consumer.commitSync(
                                Map.of(
                                        new TopicPartition(taken.topic(), taken.partition()),
                                        new OffsetAndMetadata(taken.offset() + 1)));
                    }
                    lag = waiting(consumer);
                }
            } catch (RuntimeException e) {
                // The next consumer begins where the last commit was.
                LOG.warn("{}: batches wait: {}", self, e.getClass().getSimpleName());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> settings = cluster.client(self + "-batches-in");
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "xinqiao." + self);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_AT_ONCE_MAX);
        settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, POLL_MILLIS_MAX);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, KafkaCluster.RECORD_BYTES_MAX);
        settings.put(
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, KafkaCluster.RECORD_BYTES_MAX);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MILLIS_MAX);
        return new KafkaConsumer<>(settings);
    }

    /** What is no batch at all is named in the log and left behind: it would block all others. */
    private void handle(ConsumerRecord<String, byte[]> taken) {
        SentBatch batch = Headers.batch(taken);
        String request = Headers.text(taken, Headers.REQUEST);
        if (batch == null || request == null) {
            LOG.warn(
                    "{}: record {} of {} is not a batch",
                    self,
                    taken.offset(),
                    new TopicPartition(taken.topic(), taken.partition()));
            return;
        }
        answer(batch, request, taker.take(batch));
    }

    private void answer(SentBatch batch, String request, BatchAnswer answer) {
        if (!batch.sender().matches("[a-z0-9-]{1,40}")) {
            return; // no topic can have such a name
        }
        var sent =
                new ProducerRecord<>(
                        KafkaCluster.answersTo(batch.sender()), batch.stream(), answer.body());
        Headers.put(sent, Headers.REQUEST, request);
        Headers.put(sent, Headers.STATUS, String.valueOf(answer.status()));
        Headers.put(sent, Headers.MEDIA_TYPE, answer.mediaType());
        try {
            producer.send(sent).get();
        } catch (ExecutionException e) {
            // Its sender asks again and gets the same answer.
            LOG.warn("{}: an answer was lost", self);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long waiting(KafkaConsumer<String, byte[]> consumer) {
        return consumer.assignment().stream()
                .map(consumer::currentLag)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .sum();
    }

    /** Ends after the batch under way. */
    @Override
    public void close() {
        open = false;
        LockSupport.unpark(thread);
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(1));
    }
}
