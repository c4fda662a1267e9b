package org.xinqiao.adapters.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.xinqiao.adapters.city.PlatformUnavailable.Fault;

class BreakerTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Breaker breaker = new Breaker(now::get);

    @Test
    void breaker_oneFailureLessThanTheBound_letsThrough() throws Exception {
        fail(Breaker.FAILURES_IN_A_ROW_MAX - 1, Fault.TOO_SLOW);

        assertThatCode(breaker::enter).doesNotThrowAnyException();
    }

    @Test
    void breaker_boundReached_refusesUntilTheRestIsOver() throws Exception {
        fail(Breaker.FAILURES_IN_A_ROW_MAX, Fault.UNREACHABLE);

        now.addAndGet(Breaker.REST.toNanos() - 1);
        assertResting();
        now.addAndGet(1);
        assertThatCode(breaker::enter).doesNotThrowAnyException();
    }

    @Test
    void breaker_probeUnderWay_holdsTheOthersBack() throws Exception {
        fail(Breaker.FAILURES_IN_A_ROW_MAX, Fault.UNREACHABLE);
        now.addAndGet(Breaker.REST.toNanos());
        breaker.enter();

        assertResting();
    }

    @Test
    void breaker_probeSucceeds_isClosedAgain() throws Exception {
        fail(Breaker.FAILURES_IN_A_ROW_MAX, Fault.UNREACHABLE);
        now.addAndGet(Breaker.REST.toNanos());
        breaker.enter();
        breaker.succeeded();

        fail(Breaker.FAILURES_IN_A_ROW_MAX - 1, Fault.UNREACHABLE);
        assertThatCode(breaker::enter).doesNotThrowAnyException();
    }

    @Test
    void breaker_probeFails_restsOnceMore() throws Exception {
        fail(Breaker.FAILURES_IN_A_ROW_MAX, Fault.UNREACHABLE);
        now.addAndGet(Breaker.REST.toNanos());
        fail(1, Fault.TOO_SLOW);

        assertResting();
    }

    @Test
    void breaker_wrongRecords_neverRestThePlatform() throws Exception {
        fail(100, Fault.OUT_OF_RANGE);
        fail(100, Fault.MALFORMED);
        fail(100, Fault.BUSY);

        assertThatCode(breaker::enter).doesNotThrowAnyException();
    }

    private void fail(int times, Fault fault) throws PlatformUnavailable {
        for (int i = 0; i < times; i++) {
            breaker.enter();
            breaker.failed(fault);
        }
    }

    private void assertResting() {
        assertThatThrownBy(breaker::enter)
                .isInstanceOfSatisfying(
                        PlatformUnavailable.class,
                        refusal -> assertThat(refusal.fault()).isEqualTo(Fault.RESTING));
    }
}
