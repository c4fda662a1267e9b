package org.xinqiao.gateway.conform;

/**
 * What came back over HTTP, unjudged.
 *
 * @param status the HTTP status
 * @param mediaType as the node named it; empty if it did not
 * @param body at most {@link Wire#ANSWER_BYTES_MAX} bytes
 */
@SuppressWarnings("ArrayRecordComponent")
record Answer(int status, String mediaType, byte[] body) {
    boolean isJose() {
        return mediaType.startsWith("application/jose");
    }

    boolean isPlainProblem() {
        return mediaType.startsWith("application/problem+json");
    }
}
