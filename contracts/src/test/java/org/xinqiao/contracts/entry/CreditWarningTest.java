package org.xinqiao.contracts.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.entry.CreditWarning.FocusListing;

class CreditWarningTest {
    private static final LocalDate FIRST = LocalDate.of(2025, 3, 10);
    private static final LocalDate LATER = LocalDate.of(2026, 6, 1);

    @Test
    void threeFields_withinTwelveMonths_makeAWarningOfTwoYears() {
        var warning =
                CreditWarning.of(
                        List.of(
                                listing("tax", FIRST),
                                listing("food", FIRST.plusMonths(5)),
                                listing("fire", FIRST.plusMonths(12).minusDays(1))),
                        LATER);

        assertThat(warning)
                .contains(new CreditWarning(LocalDate.of(2026, 3, 9), LocalDate.of(2028, 3, 8)));
    }

    @Test
    void theSameDayAYearLater_isOutsideTheWindow() {
        assertThat(
                        CreditWarning.of(
                                List.of(
                                        listing("tax", FIRST),
                                        listing("food", FIRST.plusMonths(5)),
                                        listing("fire", FIRST.plusMonths(12))),
                                LATER))
                .isEmpty();
    }

    @Test
    void fewerFieldsThanThree_howeverOften_makeNone() {
        assertThat(
                        CreditWarning.of(
                                List.of(
                                        listing("tax", FIRST),
                                        listing("tax", FIRST.plusDays(1)),
                                        listing("tax", FIRST.plusDays(2)),
                                        listing("food", FIRST.plusDays(3))),
                                LATER))
                .isEmpty();
    }

    @Test
    void warning_endsAfterTwoYears_andAListingToComeDoesNotCount() {
        List<FocusListing> listings =
                List.of(listing("tax", FIRST), listing("food", FIRST), listing("fire", FIRST));

        assertThat(CreditWarning.of(listings, FIRST.minusDays(1))).isEmpty();
        assertThat(CreditWarning.of(listings, FIRST)).isPresent();
        assertThat(CreditWarning.of(listings, LocalDate.of(2027, 3, 9))).isPresent();
        assertThat(CreditWarning.of(listings, LocalDate.of(2027, 3, 10))).isEmpty();
    }

    /** Calendar months, not days: the end of February. */
    @Test
    void window_isOfCalendarMonths() {
        LocalDate leap = LocalDate.of(2024, 2, 29);
        assertThat(
                        CreditWarning.of(
                                List.of(
                                        listing("tax", leap),
                                        listing("food", leap.plusMonths(1)),
                                        listing("fire", LocalDate.of(2025, 2, 28))),
                                LATER))
                .isPresent();
    }

    private static FocusListing listing(String domain, LocalDate day) {
        return new FocusListing(domain, day);
    }
}
