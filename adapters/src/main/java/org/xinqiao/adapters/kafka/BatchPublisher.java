package org.xinqiao.adapters.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts batches onto the topics of other nodes and waits for their answers. A batch that got no
 * answer may have arrived all the same: whoever sends it again gets the answer of the first time.
 */
public final class BatchPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchPublisher.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int TAKEN_MILLIS_MAX = 10_000;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String self;
    private final KafkaCluster cluster;
    private final Producer<String, byte[]> producer;
    private final Map<String, CompletableFuture<BatchAnswer>> waiting = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> listening = new CompletableFuture<>();
    private final Thread listener;
    private volatile boolean open = true;

    /**
     * Connects; the cluster need not be there yet.
     *
     * @param self the id of this node, whose answers are listened for
     */
    public BatchPublisher(KafkaCluster cluster, String self) {
        this.self = self;
        this.cluster = cluster;
        this.producer = new KafkaProducer<>(settings(cluster, self));
        this.listener =
                Thread.ofPlatform().daemon().name(self + "-kafka-answers").start(this::listen);
    }

    private static Map<String, Object> settings(KafkaCluster cluster, String self) {
        Map<String, Object> settings = cluster.client(self + "-batches");
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, KafkaCluster.RECORD_BYTES_MAX);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TAKEN_MILLIS_MAX);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TAKEN_MILLIS_MAX / 2);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TAKEN_MILLIS_MAX / 2);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return settings;
    }

    /**
     * Sends a batch and waits for what its receiver answers.
     *
     * @param to the id of the receiving node
     * @param limit how long to wait altogether
     * @throws NoKafkaAnswer where none came; nothing is known then of what became of it
     */
    public BatchAnswer send(String to, SentBatch batch, Duration limit) throws NoKafkaAnswer {
        long end = System.nanoTime() + limit.toNanos();
        String request = UUID.randomUUID().toString();
        var answer = new CompletableFuture<BatchAnswer>();
        waiting.put(request, answer);
        try {
            // An answer that came before anybody listens would be lost.
            get(listening, end);
            get(producer.send(Headers.batch(to, request, batch)), end);
            return get(answer, end);
        } catch (KafkaException e) {
            throw new NoKafkaAnswer("not sent: " + e.getClass().getSimpleName());
        } finally {
            waiting.remove(request);
        }
    }

    private static <T> T get(Future<T> future, long end) throws NoKafkaAnswer {
        try {
            return future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new NoKafkaAnswer("no answer in time");
        } catch (ExecutionException e) {
            throw new NoKafkaAnswer("not sent: " + cause(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoKafkaAnswer("stopping");
        }
    }

    private static String cause(ExecutionException fault) {
        Throwable cause = fault.getCause();
        return cause == null ? "unknown" : cause.getClass().getSimpleName();
    }

    /** Each instance of a node reads all answers and keeps those it waits for. */
    private void listen() {
        while (open) {
            try (var consumer = consumer()) {
                List<TopicPartition> partitions = partitions(consumer);
                consumer.assign(partitions);
                consumer.seekToEnd(partitions);
                partitions.forEach(consumer::position);
                listening.complete(null);
                while (open) {
                    consumer.poll(POLL).forEach(this::take);
                }
            } catch (RuntimeException e) {
                LOG.warn("{}: answers cannot be read: {}", self, e.getClass().getSimpleName());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> settings = cluster.client(self + "-answers");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        return new KafkaConsumer<>(settings);
    }

    private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions =
                consumer.partitionsFor(KafkaCluster.answersTo(self)).stream()
                        .map(each -> new TopicPartition(each.topic(), each.partition()))
                        .toList();
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("there is no topic of answers yet");
        }
        return partitions;
    }

    private void take(ConsumerRecord<String, byte[]> taken) {
        String request = Headers.text(taken, Headers.REQUEST);
        String status = Headers.text(taken, Headers.STATUS);
        String mediaType = Headers.text(taken, Headers.MEDIA_TYPE);
        if (request == null
                || mediaType == null
                || taken.value() == null
                || status == null
                || !status.matches("[1-5][0-9]{2}")) {
            return;
        }
        CompletableFuture<BatchAnswer> answer = waiting.remove(request);
        if (answer != null) {
            answer.complete(new BatchAnswer(Integer.parseInt(status), mediaType, taken.value()));
        }
    }

    @Override
    public void close() {
        open = false;
        LockSupport.unpark(listener);
        try {
            listener.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(1));
    }
}
