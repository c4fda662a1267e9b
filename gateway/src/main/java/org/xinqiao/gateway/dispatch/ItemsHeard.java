package org.xinqiao.gateway.dispatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.xinqiao.gateway.receive.Reply;
import org.xinqiao.gateway.seal.SealedItemsQuestion;

/**
 * What came back to a question about items: nothing of it is verified.
 *
 * @param asked the question
 * @param reply status, media type, bytes; null where the other city was out of reach
 * @param at when this was clear
 */
public record ItemsHeard(SealedItemsQuestion asked, @Nullable Reply reply, Instant at) {}
