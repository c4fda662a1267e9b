package org.xinqiao.gateway.dispatch;

import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.RecognitionResponse;

/**
 * The home city's verified answer.
 *
 * @param answer as it came
 * @param envelope its verified envelope
 * @param response what it says
 */
public record Recognised(HomeAnswer answer, Envelope envelope, RecognitionResponse response) {}
