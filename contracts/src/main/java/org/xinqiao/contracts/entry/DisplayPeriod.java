package org.xinqiao.contracts.entry;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How long an entry is displayed (R09): the whole of its last day in Asia/Shanghai, and no longer.
 */
public final class DisplayPeriod {
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private DisplayPeriod() {}

    /** Which day it is. */
    public static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, CHINA);
    }

    /**
     * Whether it is over.
     *
     * @param until the last day; null where there is none
     */
    public static boolean isOver(@Nullable LocalDate until, LocalDate today) {
        return until != null && today.isAfter(until);
    }
}
