package org.xinqiao.contracts.message;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Times as messages carry them: RFC 3339, whole milliseconds, with the offset of Beijing time. */
public final class WireTime {
    /** The offset that people here live by. */
    public static final ZoneOffset OFFSET = ZoneOffset.ofHours(8);

    private WireTime() {}

    /** The instant with its offset. */
    public static OffsetDateTime of(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).atOffset(OFFSET);
    }
}
