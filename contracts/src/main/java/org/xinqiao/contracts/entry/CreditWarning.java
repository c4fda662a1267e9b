package org.xinqiao.contracts.entry;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * 信用预警: who came onto three or more focus lists of different fields within twelve months is
 * displayed with a warning for two years (Xiamen measures of 2021; R29).
 *
 * @param since the day of the listing that made it
 * @param until the last day of its display
 */
public record CreditWarning(LocalDate since, LocalDate until) {
    /** How many fields make a warning. */
    public static final int DOMAINS_MIN = 3;

    private static final int WINDOW_MONTHS = 12;
    private static final int DISPLAY_YEARS = 2;

    /**
     * One listing on a focus list.
     *
     * @param domain the field of the list
     * @param day when it was listed
     */
    public record FocusListing(String domain, LocalDate day) {}

    /**
     * The latest warning that these listings make and that is displayed on a day. The window is
     * twelve calendar months: of two listings a year apart to the day, only one is in it.
     */
    public static Optional<CreditWarning> of(List<FocusListing> listings, LocalDate today) {
        return listings.stream()
                .map(FocusListing::day)
                .filter(day -> !day.isAfter(today))
                .filter(day -> domains(listings, day) >= DOMAINS_MIN)
                .max(LocalDate::compareTo)
                .map(day -> new CreditWarning(day, day.plusYears(DISPLAY_YEARS).minusDays(1)))
                .filter(warning -> !today.isAfter(warning.until()));
    }

    private static int domains(List<FocusListing> listings, LocalDate last) {
        LocalDate before = last.minusMonths(WINDOW_MONTHS);
        return listings.stream()
                .filter(listing -> listing.day().isAfter(before) && !listing.day().isAfter(last))
                .map(FocusListing::domain)
                .collect(Collectors.toSet())
                .size();
    }
}
