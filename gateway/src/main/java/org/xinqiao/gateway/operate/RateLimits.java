package org.xinqiao.gateway.operate;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;

/**
 * A token bucket for each caller: as many calls as its figure at once, refilled evenly over a
 * minute.
 *
 * <p>Counted in this instance only: a limit protects the instance, and a look-up in a shared map
 * would cost more than most of the calls that it limits. Only the time at which a bucket will be
 * full again is kept, so a full bucket is the same as none and can be forgotten.
 */
@Component
public class RateLimits {
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int BUCKETS_MAX = 100_000;
    private static final String CROWD = "everyone else";

    private final LongSupplier nanos;
    private final ConcurrentHashMap<String, AtomicLong> fullAt = new ConcurrentHashMap<>();

    RateLimits() {
        this(System::nanoTime);
    }

    RateLimits(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Takes one call from the bucket of {@code caller}.
     *
     * @throws Refusal {@code too-many-requests} with the seconds to wait, when it is empty
     */
    public void take(String caller, int perMinute) throws Refusal {
        long now = nanos.getAsLong();
        long step = MINUTE_NANOS / perMinute;
        AtomicLong bucket = bucket(caller, now);
        while (true) {
            long before = bucket.get();
            // Differences, because nanoTime may be negative and may wrap.
            long after = (before - now > 0 ? before : now) + step;
            long wait = after - now - perMinute * step;
            if (wait > 0) {
                long seconds = TimeUnit.NANOSECONDS.toSeconds(wait) + 1;
                throw new Refusal(
                        ProblemType.TOO_MANY_REQUESTS,
                        "retry_after_seconds",
                        String.valueOf(seconds));
            }
            if (bucket.compareAndSet(before, after)) {
                return;
            }
        }
    }

    private AtomicLong bucket(String caller, long now) {
        AtomicLong known = fullAt.get(caller);
        if (known != null) {
            return known;
        }
        if (fullAt.size() >= BUCKETS_MAX) {
            fullAt.values().removeIf(bucket -> bucket.get() - now <= 0);
        }
        String key = fullAt.size() >= BUCKETS_MAX ? CROWD : caller;
        return fullAt.computeIfAbsent(key, name -> new AtomicLong(now));
    }
}
