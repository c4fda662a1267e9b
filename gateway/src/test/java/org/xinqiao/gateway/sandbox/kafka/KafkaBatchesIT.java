package org.xinqiao.gateway.sandbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.adapters.kafka.BatchAnswer;
import org.xinqiao.adapters.kafka.BatchConsumer;
import org.xinqiao.adapters.kafka.BatchPublisher;
import org.xinqiao.adapters.kafka.KafkaCluster;
import org.xinqiao.adapters.kafka.NoKafkaAnswer;
import org.xinqiao.adapters.kafka.SentBatch;

/** Batches through a real broker, and answers back. */
class KafkaBatchesIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SENDER = "cn-350000";
    private static final String RECEIVER = "cn-100000";

    @TempDir Path directory;

    private final List<SentBatch> taken = new CopyOnWriteArrayList<>();
    private KafkaBroker broker;
    private KafkaCluster cluster;

    @BeforeEach
    void start() throws Exception {
        open();
        broker.createTopics(List.of(SENDER, RECEIVER));
    }

    private void open() throws Exception {
        broker = KafkaBroker.start(directory);
        cluster = new KafkaCluster(broker.servers());
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private static SentBatch batch(long from, byte[] file) {
        return batch("cn-350000/record/penalty", from, file);
    }

    private static SentBatch batch(String stream, long from, byte[] file) {
        return new SentBatch(
                SENDER,
                stream,
                from,
                from,
                "0123456789abcdef",
                ("manifest " + from).getBytes(StandardCharsets.UTF_8),
                from == 2 ? "state".getBytes(StandardCharsets.UTF_8) : null,
                file);
    }

    private BatchAnswer receipt(SentBatch batch) {
        taken.add(batch);
        return new BatchAnswer(200, "application/jose", batch.manifest());
    }

    @Test
    void batches_arriveInOrderWithTheirBytes_andEachGetsItsOwnAnswer() throws Exception {
        byte[] large = new byte[4 * 1024 * 1024];
        large[large.length - 1] = 7;
        try (var publisher = new BatchPublisher(cluster, SENDER);
                var consumer = new BatchConsumer(cluster, RECEIVER, this::receipt)) {
            for (long from = 1; from <= 3; from++) {
                BatchAnswer answer = publisher.send(RECEIVER, batch(from, large), LIMIT);

                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.mediaType()).isEqualTo("application/jose");
                assertThat(answer.body()).asString().isEqualTo("manifest " + from);
            }
            assertThat(taken).extracting(SentBatch::from).containsExactly(1L, 2L, 3L);
            assertThat(taken).allSatisfy(each -> assertThat(each.file()).isEqualTo(large));
            assertThat(taken.get(0).state()).isNull();
            assertThat(taken.get(1).state()).asString().isEqualTo("state");
            assertThat(taken.get(0).schema()).isEqualTo("0123456789abcdef");
            Awaitility.await().atMost(LIMIT).until(() -> consumer.lag() == 0);
        }
    }

    @Test
    void batch_thatCouldNotBeJudged_comesAgainUntilItIs() throws Exception {
        var attempts = new AtomicInteger();
        try (var publisher = new BatchPublisher(cluster, SENDER);
                var _ =
                        new BatchConsumer(
                                cluster,
                                RECEIVER,
                                batch -> {
                                    if (attempts.incrementAndGet() < 3) {
                                        throw new IllegalStateException("no database");
                                    }
                                    return receipt(batch);
                                })) {
            assertThat(publisher.send(RECEIVER, batch(1, new byte[] {1}), LIMIT).status())
                    .isEqualTo(200);
            assertThat(attempts).hasValue(3);
        }
    }

    @Test
    void batch_sentWhileNobodyReads_waitsOverARestartOfTheBroker() throws Exception {
        try (var publisher = new BatchPublisher(cluster, SENDER)) {
            assertThatThrownBy(() ->
                            publisher.send(
                                    RECEIVER, batch(1, new byte[] {1}), Duration.ofSeconds(20)))
                    .isInstanceOf(NoKafkaAnswer.class)
                    .hasMessage("no answer in time");
        }
        broker.close();
        open();
        try (var _ = new BatchConsumer(cluster, RECEIVER, this::receipt)) {
            Awaitility.await().atMost(LIMIT).until(() -> taken.size() == 1);
        }
        taken.clear();
        try (var _ = new BatchConsumer(cluster, RECEIVER, this::receipt);
                var publisher = new BatchPublisher(cluster, SENDER)) {
            publisher.send(RECEIVER, batch(2, new byte[] {2}), LIMIT);

            assertThat(taken).as("what was answered does not come again").hasSize(1);
            assertThat(taken.getFirst().from()).isEqualTo(2);
        }
    }

    @Test
    void batches_ofManyStreams_areSharedByTwoInstances_andTakenByOneWhenTheOtherEnds()
            throws Exception {
        String node = "cn-110000";
        List<String> streams =
                IntStream.range(0, 12).mapToObj(i -> "cn-3501%02d/list/red".formatted(i)).toList();
        partitions(KafkaCluster.batchesTo(node), 4);
        partitions(KafkaCluster.answersTo(node), 1);
        Set<String> tookPart = ConcurrentHashMap.newKeySet();
        var from = new AtomicLong();
        try (var publisher = new BatchPublisher(cluster, SENDER);
                var _ = new BatchConsumer(cluster, node, taking("first", tookPart))) {
            try (var _ = new BatchConsumer(cluster, node, taking("second", tookPart))) {
                Awaitility.await()
                        .atMost(LIMIT)
                        .until(() -> {
                            sendToAll(publisher, node, streams, from.incrementAndGet());
                            return tookPart.size() == 2;
                        });
            }
            tookPart.clear();
            sendToAll(publisher, node, streams, from.incrementAndGet());
            assertThat(tookPart).containsExactly("first");
        }
        for (String stream : streams) {
            assertThat(
                            taken.stream()
                                    .filter(batch -> batch.stream().equals(stream))
                                    .map(SentBatch::from)
                                    .distinct())
                    .as("each of %s, in order", stream)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, from.get()).boxed().toList());
        }
    }

    private void partitions(String topic, int partitions) throws Exception {
        try (Admin admin =
                Admin.create(
                        Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.servers()))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
        }
    }

    private BatchConsumer.Taker taking(String instance, Set<String> tookPart) {
        return batch -> {
            tookPart.add(instance);
            return receipt(batch);
        };
    }

    private static void sendToAll(
            BatchPublisher publisher, String node, List<String> streams, long from)
            throws Exception {
        for (String stream : streams) {
            assertThat(publisher.send(node, batch(stream, from, new byte[] {1}), LIMIT).status())
                    .isEqualTo(200);
        }
    }
}
