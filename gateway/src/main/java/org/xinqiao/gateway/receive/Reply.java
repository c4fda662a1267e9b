package org.xinqiao.gateway.receive;

/**
 * What goes back to another node, or came back from one: byte for byte.
 *
 * @param status HTTP status
 * @param mediaType media type of the body
 * @param body the body
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed on once and never compared
public record Reply(int status, String mediaType, byte[] body) {
    /** Media type of a JWS. */
    public static final String JOSE = "application/jose";

    /** Media type of an unsigned problem. */
    public static final String PROBLEM = "application/problem+json";
}
