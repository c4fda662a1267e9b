package org.xinqiao.gateway.receive;

import java.time.Instant;
import org.xinqiao.contracts.stream.StreamName;

/**
 * This city's own platform takes an entry back, everywhere.
 *
 * @param stream the stream
 * @param key the entry's key
 * @param at when, by this node's clock
 */
public record RecallWanted(StreamName stream, String key, Instant at) {}
