package org.xinqiao.gateway.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;

class RateLimitsTest {
    /** Close to where nanoTime wraps, which it may at any time. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);

    private final RateLimits limits = new RateLimits(nanos::get);

    @Test
    void bucket_full_holdsExactlyItsFigure() throws Exception {
        for (int call = 0; call < 60; call++) {
            limits.take("a", 60);
        }
        assertThat(seconds("a")).isEqualTo(2);
        limits.take("b", 60);
    }

    @Test
    void bucket_empty_isRefilledOneByOne() throws Exception {
        bucket_full_holdsExactlyItsFigure();
        pass(Duration.ofSeconds(1).minusNanos(1));
        assertThat(seconds("a")).isEqualTo(1);
        pass(Duration.ofNanos(1));

        assertThatCode(() -> limits.take("a", 60)).doesNotThrowAnyException();
        assertThat(seconds("a")).isEqualTo(2);
    }

    @Test
    void bucket_leftAlone_neverHoldsMoreThanItsFigure() throws Exception {
        bucket_full_holdsExactlyItsFigure();
        pass(Duration.ofHours(5));

        bucket_full_holdsExactlyItsFigure();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private int seconds(String caller) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> limits.take(caller, 60));
        assertThat(refusal.type()).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
        return Integer.parseInt(refusal.facts().get("retry_after_seconds"));
    }
}
