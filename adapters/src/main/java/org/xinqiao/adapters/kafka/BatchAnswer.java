package org.xinqiao.adapters.kafka;

/**
 * What a receiver answered to a batch: status, media type and body as over HTTP.
 *
 * @param status the status, 100 to 599
 * @param mediaType the body's media type
 * @param body the receipt, or the problem
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record BatchAnswer(int status, String mediaType, byte[] body) {}
