package org.xinqiao.adapters.kafka;

import org.jspecify.annotations.Nullable;

/**
 * A batch as it crosses: the bytes of its file and of what is signed over it.
 *
 * @param sender the id of the node that sends it; who says so is judged by the manifest's signature
 * @param stream the stream's name
 * @param from the first change
 * @param to the last change
 * @param schema the fingerprint of the Avro schema that the file was written with, in hex
 * @param manifest the manifest, a compact JWS
 * @param state the checkpoint that goes with it, a compact JWS, if there is one
 * @param file the Avro object container file
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record SentBatch(
        String sender,
        String stream,
        long from,
        long to,
        String schema,
        byte[] manifest,
        byte @Nullable [] state,
        byte[] file) {}
