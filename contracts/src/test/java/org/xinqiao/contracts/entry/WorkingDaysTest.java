package org.xinqiao.contracts.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class WorkingDaysTest {
    private static final WorkingDays CALENDAR = WorkingDays.published();

    /** Golden vectors, each across a holiday with days worked in its place. */
    @Test
    void deadlines_acrossHolidays_areThoseOfTheVectors() throws Exception {
        int read = 0;
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                WorkingDaysTest.class.getResourceAsStream(
                                        "/org/xinqiao/contracts/vectors/workday_deadline_vectors.csv"),
                                StandardCharsets.UTF_8))) {
            for (String line : lines.lines().skip(1).toList()) {
                String[] row = line.split(",", 4);
                assertThat(CALENDAR.after(LocalDate.parse(row[0]), Integer.parseInt(row[1])))
                        .as(line)
                        .contains(LocalDate.parse(row[2]));
                read++;
            }
        }
        assertThat(read).isEqualTo(7);
    }

    @Test
    void day_ofAnUnknownYear_isNotGuessed() {
        assertThat(CALENDAR.isWorkingDay(LocalDate.of(2023, 12, 29))).isEmpty();
        assertThat(CALENDAR.after(LocalDate.of(2026, 12, 30), 1))
                .contains(LocalDate.of(2026, 12, 31));
        assertThat(CALENDAR.after(LocalDate.of(2026, 12, 30), 2)).isEmpty();
    }

    @Test
    void noDays_endOnTheDayItself_alsoOnASunday() {
        LocalDate sunday = LocalDate.of(2026, 11, 22);
        assertThat(CALENDAR.after(sunday, 0)).contains(sunday);
        assertThat(CALENDAR.after(sunday, 1)).contains(sunday.plusDays(1));
        assertThatThrownBy(() -> CALENDAR.after(sunday, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
