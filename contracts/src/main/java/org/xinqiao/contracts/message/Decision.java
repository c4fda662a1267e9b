package org.xinqiao.contracts.message;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One benefit's decision.
 *
 * @param benefit the benefit's id, as in {@code cn-330100/library.deposit-free}
 * @param outcome benefit or no effect
 * @param reason code of the reason
 * @param basis {@code <agreement>#<clause>}
 * @param until until when it applies; only with a benefit
 */
public record Decision(
        String benefit,
        Outcome outcome,
        String reason,
        String basis,
        @Nullable OffsetDateTime until) {}
