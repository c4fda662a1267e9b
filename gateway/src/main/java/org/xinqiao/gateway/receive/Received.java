package org.xinqiao.gateway.receive;

import java.time.Instant;

/**
 * What arrived from another node, with nothing about it known to be true yet but who holds the TLS
 * connection.
 *
 * @param body the body's bytes as they came, within the size limit
 * @param peerPin pin of the certificate that the peer proved to hold
 * @param at when it arrived, by this node's clock
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed on once and never compared
public record Received(byte[] body, String peerPin, Instant at) {}
