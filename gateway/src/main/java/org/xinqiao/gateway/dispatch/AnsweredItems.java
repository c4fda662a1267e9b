package org.xinqiao.gateway.dispatch;

import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.ItemsResponse;
import org.xinqiao.contracts.problem.Refusal;

/**
 * What a question about items came to: a verified answer, or a refusal. Nobody sees it before it is
 * recorded.
 *
 * @param heard the question, and the bytes that came
 * @param envelope the other city's signed answer or refusal; null where there is none
 * @param response the answer; null where it was refused
 * @param refusal why it was refused; null where it was answered
 */
public record AnsweredItems(
        ItemsHeard heard,
        @Nullable Envelope envelope,
        @Nullable ItemsResponse response,
        @Nullable Refusal refusal) {}
