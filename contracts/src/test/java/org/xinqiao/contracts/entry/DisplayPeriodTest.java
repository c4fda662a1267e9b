package org.xinqiao.contracts.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DisplayPeriodTest {
    private static final LocalDate LAST = LocalDate.of(2026, 11, 21);

    @Test
    void lastDay_isDisplayedWhole_inAsiaShanghai() {
        assertThat(over("2026-11-21T15:59:59.999Z")).isFalse();
        assertThat(over("2026-11-21T16:00:00Z")).isTrue();
        assertThat(over("2026-11-20T16:00:00Z")).isFalse();
    }

    @Test
    void entryWithoutLastDay_isNeverOver() {
        assertThat(DisplayPeriod.isOver(null, LocalDate.MAX)).isFalse();
    }

    private static boolean over(String now) {
        return DisplayPeriod.isOver(LAST, DisplayPeriod.day(Instant.parse(now)));
    }
}
