package org.xinqiao.contracts.entry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Working days 工作日 in mainland China: Monday to Friday without the holidays, and the weekend days
 * that are worked in their place 调休 (notices of the General Office of the State Council).
 */
public final class WorkingDays {
    private static final String RESOURCE = "holidays_2024_2026.csv";

    private final Map<LocalDate, Boolean> exceptions;
    private final Set<Integer> years;

    /**
     * A calendar.
     *
     * @param exceptions days off ({@code false}) and days worked ({@code true}) against the week
     * @param years the years that the exceptions are complete for
     */
    public WorkingDays(Map<LocalDate, Boolean> exceptions, Set<Integer> years) {
        this.exceptions = Map.copyOf(exceptions);
        this.years = Set.copyOf(years);
    }

    /** The calendar of 2024 to 2026. */
    public static WorkingDays published() {
        var exceptions = new HashMap<LocalDate, Boolean>();
        var years = new HashSet<Integer>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        WorkingDays.class.getResourceAsStream(RESOURCE)),
                                StandardCharsets.UTF_8))) {
            lines.lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .forEach(row -> {
                        LocalDate day = LocalDate.parse(row[0]);
                        exceptions.put(day, row[1].equals("WORK"));
                        years.add(day.getYear());
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new WorkingDays(exceptions, years);
    }

    /** Whether people work on a day; empty for a year that the calendar does not know. */
    public Optional<Boolean> isWorkingDay(LocalDate day) {
        if (!years.contains(day.getYear())) {
            return Optional.empty();
        }
        Boolean exception = exceptions.get(day);
        DayOfWeek weekday = day.getDayOfWeek();
        return Optional.of(
                exception != null
                        ? exception
                        : weekday != DayOfWeek.SATURDAY && weekday != DayOfWeek.SUNDAY);
    }

    /**
     * The last of so many working days after a day, that day not counted; empty where the calendar
     * does not reach so far.
     */
    public Optional<LocalDate> after(LocalDate start, int workingDays) {
        if (workingDays < 0) {
            throw new IllegalArgumentException("days are counted forward");
        }
        LocalDate day = start;
        for (int left = workingDays; left > 0; ) {
            day = day.plusDays(1);
            Optional<Boolean> working = isWorkingDay(day);
            if (working.isEmpty()) {
                return Optional.empty();
            }
            left -= working.get() ? 1 : 0;
        }
        return Optional.of(day);
    }
}
