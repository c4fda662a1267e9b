package org.xinqiao.gateway.people;

import java.time.YearMonth;

/**
 * What became of one benefit in one month: counts, and nothing about anybody.
 *
 * @param benefit the benefit's id
 * @param city the host city
 * @param month the month, in Asia/Shanghai
 * @param granted what was honoured
 * @param used what was taken
 * @param returned what was given back
 * @param attention how often a resident was asked to look at something
 */
public record BenefitCount(
        String benefit,
        String city,
        YearMonth month,
        Tally granted,
        Tally used,
        Tally returned,
        long attention) {
    /**
     * Events of one kind.
     *
     * @param events how many events
     * @param units how many units in them
     */
    public record Tally(long events, long units) {}
}
