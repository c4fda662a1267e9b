package org.xinqiao.adapters.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Names and forms of the headers of a record. */
final class Headers {
    static final String REQUEST = "xq-request";
    static final String SENDER = "xq-sender";
    static final String FROM = "xq-from";
    static final String TO = "xq-to";
    static final String SCHEMA = "xq-schema";
    static final String MANIFEST = "xq-manifest";
    static final String STATE = "xq-state";
    static final String STATUS = "xq-status";
    static final String MEDIA_TYPE = "xq-media-type";

    private Headers() {}

    static ProducerRecord<String, byte[]> batch(String to, String request, SentBatch batch) {
        var sent = new ProducerRecord<>(KafkaCluster.batchesTo(to), batch.stream(), batch.file());
        put(sent, REQUEST, request);
        put(sent, SENDER, batch.sender());
        put(sent, FROM, String.valueOf(batch.from()));
        put(sent, TO, String.valueOf(batch.to()));
        put(sent, SCHEMA, batch.schema());
        sent.headers().add(MANIFEST, batch.manifest());
        if (batch.state() != null) {
            sent.headers().add(STATE, batch.state());
        }
        return sent;
    }

    /** Null where a header is missing or has another form: such a record is nobody's batch. */
    static @Nullable SentBatch batch(ConsumerRecord<String, byte[]> taken) {
        String sender = text(taken, SENDER);
        String from = text(taken, FROM);
        String to = text(taken, TO);
        String schema = text(taken, SCHEMA);
        byte[] manifest = bytes(taken, MANIFEST);
        if (sender == null
                || taken.key() == null
                || taken.value() == null
                || !isPosition(from)
                || !isPosition(to)
                || schema == null
                || manifest == null) {
            return null;
        }
        return new SentBatch(
                sender,
                taken.key(),
                Long.parseLong(from),
                Long.parseLong(to),
                schema,
                manifest,
                bytes(taken, STATE),
                taken.value());
    }

    private static boolean isPosition(@Nullable String text) {
        return text != null && text.matches("[1-9][0-9]{0,17}");
    }

    static void put(ProducerRecord<String, byte[]> sent, String name, String value) {
        sent.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    static @Nullable String text(ConsumerRecord<String, byte[]> taken, String name) {
        byte[] value = bytes(taken, name);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    static byte @Nullable [] bytes(ConsumerRecord<String, byte[]> taken, String name) {
        Header header = taken.headers().lastHeader(name);
        return header == null ? null : header.value();
    }
}
