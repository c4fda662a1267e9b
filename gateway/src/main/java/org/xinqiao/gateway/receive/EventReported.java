package org.xinqiao.gateway.receive;

import java.time.Instant;
import org.xinqiao.contracts.message.BenefitNotice;
import org.xinqiao.contracts.message.MessageId;

/**
 * A counter reports what became of a benefit.
 *
 * @param request the recognition that brought the benefit
 * @param benefit the benefit's id
 * @param event what happened
 * @param quantity how many units
 * @param happenedAt when it happened, as the counter says
 * @param at when it was reported
 */
public record EventReported(
        MessageId request,
        String benefit,
        BenefitNotice.Event event,
        int quantity,
        Instant happenedAt,
        Instant at) {}
