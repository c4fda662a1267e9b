package org.xinqiao.contracts.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
    private static final long SECONDS_MAX = Instant.parse("9999-12-31T00:00:00Z").getEpochSecond();
    private static final int OFFSET_MINUTES_MAX = 18 * 60;

    /** The platform's formatter and parser are slower, and the measure of what is right. */
    @Test
    void anyTime_isWrittenAndReadAsThePlatformDoes() throws Exception {
        long seed = Long.getLong("xinqiao.seed", System.nanoTime());
        System.out.println("Rfc3339Test -Dxinqiao.seed=" + seed);
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            OffsetDateTime time = any(random);
            String text = Rfc3339.format(time);
            assertThat(text).isEqualTo(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));
            assertThat(Rfc3339.parse(text)).isEqualTo(OffsetDateTime.parse(text)).isEqualTo(time);
        }
    }

    private static OffsetDateTime any(Random random) {
        int[] steps = {1_000_000_000, 100_000_000, 1_000_000, 1_000, 1};
        int step = steps[random.nextInt(steps.length)];
        long nanos = random.nextInt(1_000_000_000) / step * (long) step;
        int minutes = random.nextInt(2 * OFFSET_MINUTES_MAX + 1) - OFFSET_MINUTES_MAX;
        return Instant.ofEpochSecond(random.nextLong(SECONDS_MAX), nanos)
                .atOffset(ZoneOffset.ofTotalSeconds(random.nextBoolean() ? 0 : minutes * 60));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-21",
                "2026-11-21T09:30Z",
                "2026-11-21T09:30:00",
                "2026-11-21t09:30:00Z",
                "2026-11-21T09:30:00z",
                "2026-11-21 09:30:00Z",
                "2026-11-21T09:30:00.Z",
                "2026-11-21T09:30:00.1234567890Z",
                "2026-11-21T09:30:00,5Z",
                "2026-11-21T09:30:00+8:00",
                "2026-11-21T09:30:00+0800",
                "2026-11-21T09:30:00+08:00 ",
                "2026-11-21T09:30:00+18:01",
                "2026-11-21T09:30:00+08:60",
                "2026-11-21T09:30:60Z",
                "2026-11-21T24:00:00Z",
                "2026-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "+026-11-21T09:30:00Z",
                "2026-11-21T09:30:0 Z",
                "2026-11-21T09:30:00ZZ",
                "２０26-11-21T09:30:00Z"
            })
    void textOfAnotherForm_isRefused(String text) {
        assertThatExceptionOfType(MalformedJson.class)
                .isThrownBy(() -> Rfc3339.parse(text))
                .withMessageContaining("RFC 3339");
    }

    @Test
    void yearOfFiveDigits_isNotWritten() {
        OffsetDateTime time = OffsetDateTime.parse("2026-11-21T09:30:00Z");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rfc3339.format(time.withYear(10_000)));
    }
}
