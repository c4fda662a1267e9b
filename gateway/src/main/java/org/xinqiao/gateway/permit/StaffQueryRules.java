package org.xinqiao.gateway.permit;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which looks of staff at a person's records are unusual. None is refused for it: work may be
 * urgent. A second person looks at each.
 */
public final class StaffQueryRules {
    /** Declared queries of one officer within an hour that are usual. */
    public static final int QUERIES_AN_HOUR_USUAL_MAX = 20;

    /** When the working day begins; at this instant it has begun. */
    public static final LocalTime DAY_BEGINS = LocalTime.of(7, 0);

    /** When the working day ends; at this instant it is over. */
    public static final LocalTime DAY_ENDS = LocalTime.of(20, 0);

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private StaffQueryRules() {}

    /** What is unusual. */
    public enum Flag {
        /** Many queries of one officer. */
        VOLUME,
        /** Outside the working day, or at a weekend. */
        HOUR,
        /** The officer may be of the person's own family. */
        FAMILY_NAME
    }

    /**
     * What is known of a query.
     *
     * @param queriesWithinTheHour declared queries of the officer, this one included
     * @param at when
     * @param sameFamilyName whether officer and person may share a family name
     */
    public record Facts(int queriesWithinTheHour, Instant at, boolean sameFamilyName) {}

    /** What is unusual about a query. */
    public static Set<Flag> decide(Facts facts) {
        var flags = EnumSet.noneOf(Flag.class);
        if (facts.queriesWithinTheHour() > QUERIES_AN_HOUR_USUAL_MAX) {
            flags.add(Flag.VOLUME);
        }
        if (!isWorkingTime(facts.at().atZone(ZONE))) {
            flags.add(Flag.HOUR);
        }
        if (facts.sameFamilyName()) {
            flags.add(Flag.FAMILY_NAME);
        }
        return flags;
    }

    private static boolean isWorkingTime(ZonedDateTime at) {
        LocalTime time = at.toLocalTime();
        boolean weekend =
                at.getDayOfWeek() == DayOfWeek.SATURDAY || at.getDayOfWeek() == DayOfWeek.SUNDAY;
        return !weekend && !time.isBefore(DAY_BEGINS) && time.isBefore(DAY_ENDS);
    }
}
