package org.xinqiao.gateway.receive;

/**
 * What goes back to the other node, byte for byte.
 *
 * @param status HTTP status
 * @param mediaType media type of the body
 * @param body the body
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed on once and never compared
public record Reply(int status, String mediaType, byte[] body) {}
