package org.xinqiao.adapters.city;

import java.time.Instant;

/**
 * A score on the city's own scale, and when the city computed it. Known to the home city's node
 * alone.
 *
 * @param score within the scale's bounds; the adapter refuses others
 */
public record CityScore(int score, Instant computedAt) {
    /** Masks the score: it is personal data and must not reach a log by accident. */
    @Override
    public String toString() {
        return "CityScore[score=***, computedAt=" + computedAt + "]";
    }
}
