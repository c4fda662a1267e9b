package org.xinqiao.adapters.city;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.xinqiao.adapters.city.PlatformUnavailable.Fault;

/**
 * Leaves a failing platform alone for a moment, so that nobody at a counter waits for one that is
 * dead.
 *
 * <p>After {@link #FAILURES_IN_A_ROW_MAX} failures in a row every question fails at once for {@link
 * #REST}; then one question at a time is let through as a probe, and the first success ends it. No
 * thread and no operator is needed to recover.
 */
final class Breaker {
    static final int FAILURES_IN_A_ROW_MAX = 5;
    static final Duration REST = Duration.ofSeconds(2);

    private final LongSupplier nanoTime;
    private int failures;
    private long restsUntil;

    Breaker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Lets a question through, or refuses it. Whoever is let through reports how it went. */
    synchronized void enter() throws PlatformUnavailable {
        if (failures < FAILURES_IN_A_ROW_MAX) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (now - restsUntil < 0) {
            throw new PlatformUnavailable(Fault.RESTING);
        }
        // This one is the probe: the others wait one more rest for its result.
        restsUntil = now + REST.toNanos();
    }

    synchronized void succeeded() {
        failures = 0;
    }

    synchronized void failed(Fault fault) {
        if (!fault.condemnsPlatform()) {
            return;
        }
        failures = Math.min(failures + 1, FAILURES_IN_A_ROW_MAX);
        restsUntil = nanoTime.getAsLong() + REST.toNanos();
    }
}
