package org.xinqiao.gateway.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.xinqiao.gateway.authenticate.MessageRules;
import org.xinqiao.gateway.ledger.Waiting;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeys;

/** When a notice is tried again, and when no more. */
public final class RetryRules {
    /** First pause after a partner was out of reach. */
    static final Duration LANE_PAUSE_LEAST = Duration.ofMillis(250);

    /** Longest pause of a lane; an answer to anything else, such as a code, ends it sooner. */
    static final Duration LANE_PAUSE_MAX = Duration.ofSeconds(30);

    /** First pause of a notice that was answered otherwise than with a receipt. */
    static final Duration NOTICE_PAUSE_LEAST = Duration.ofMillis(500);

    /** Longest pause of a notice: a partner that answered 503 for long has it this late at most. */
    static final Duration NOTICE_PAUSE_MAX = Duration.ofMinutes(2);

    private static final int DOUBLINGS_MAX = 16;

    private RetryRules() {}

    /**
     * How long to leave a partner alone.
     *
     * @param failures how often in a row it was out of reach before
     * @param jitter from 0 to 1, so that many senders do not come back at once
     */
    static Duration lanePause(int failures, double jitter) {
        return pause(LANE_PAUSE_LEAST, LANE_PAUSE_MAX, failures, jitter);
    }

    /**
     * How long to leave a notice alone.
     *
     * @param attempts how often it was tried before
     * @param jitter from 0 to 1
     */
    static Duration noticePause(int attempts, double jitter) {
        return pause(NOTICE_PAUSE_LEAST, NOTICE_PAUSE_MAX, attempts, jitter);
    }

    /** Doubles each time up to the longest, then takes between half and all of it. */
    private static Duration pause(Duration least, Duration max, int times, double jitter) {
        Duration doubled = least.multipliedBy(1L << Math.min(Math.max(times, 0), DOUBLINGS_MAX));
        Duration bounded = doubled.compareTo(max) < 0 ? doubled : max;
        return Duration.ofMillis((long) (bounded.toMillis() * (0.5 + jitter / 2)));
    }

    /**
     * Why a notice must not be sent any more, if so: its receiver would refuse it by section 2 or 3
     * of the protocol, however often it came.
     */
    static Optional<String> spoiled(Waiting notice, NodeKeys own, Instant now) {
        if (notice.createdAt().isBefore(now.minus(MessageRules.NOTICE_AGE_MAX))) {
            return Optional.of("message-too-old");
        }
        boolean revoked =
                own.keys().stream()
                        .filter(key -> key.key().kid().equals(notice.kid()))
                        .anyMatch(key ->
                                key.standing(notice.createdAt(), now) == NodeKey.Standing.REVOKED);
        return revoked ? Optional.of("key-revoked") : Optional.empty();
    }
}
