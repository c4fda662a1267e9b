package org.xinqiao.gateway.dispatch;

import java.time.Instant;
import org.xinqiao.gateway.receive.Reply;
import org.xinqiao.gateway.seal.SealedQuestion;

/**
 * What came back from the home city: nothing of it is verified.
 *
 * @param asked the question
 * @param reply status, media type, bytes
 * @param at when it arrived
 */
public record HomeAnswer(SealedQuestion asked, Reply reply, Instant at) implements Heard {}
