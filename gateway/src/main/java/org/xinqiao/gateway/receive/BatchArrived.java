package org.xinqiao.gateway.receive;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.stream.StreamName;

/**
 * A batch that arrived from another node, with nothing about it known to be true yet but who holds
 * the TLS connection.
 *
 * @param stream the stream that the address names
 * @param from its first change, by the address
 * @param to its last change, by the address
 * @param manifest the manifest's bytes as they came
 * @param state the state's bytes as they came; null if none came along
 * @param file where the batch's file lies, whole and within the size limit, until it is answered
 * @param peerPin pin of the certificate that the peer proved to hold; null where it came without a
 *     connection of its own, through a Kafka cluster
 * @param at when it arrived, by this node's clock
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed on once and never compared
public record BatchArrived(
        StreamName stream,
        long from,
        long to,
        byte[] manifest,
        byte @Nullable [] state,
        Path file,
        @Nullable String peerPin,
        Instant at) {}
