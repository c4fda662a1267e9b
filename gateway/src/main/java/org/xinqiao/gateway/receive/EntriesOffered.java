package org.xinqiao.gateway.receive;

import java.io.InputStream;
import java.time.Instant;
import org.xinqiao.contracts.stream.StreamName;

/**
 * Entries that this city's own platform hands in for one of the node's streams.
 *
 * @param stream the stream
 * @param body the entries, as they come
 * @param at when, by this node's clock
 */
public record EntriesOffered(StreamName stream, InputStream body, Instant at) {}
