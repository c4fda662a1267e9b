package org.xinqiao.gateway.people;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a person stands with their own city. The home city alone knows it.
 *
 * @param score the score; null when the city holds none for the person
 */
public record Standing(@Nullable Integer score) {
    /** A city that holds no score: no benefit that rests on one, and nothing else. */
    public static final Standing WITHOUT_SCORE = new Standing(null);

    /** The score, if the city holds one. */
    public Optional<Integer> points() {
        return Optional.ofNullable(score);
    }

    /** Masks the score: a standing never belongs into a log. */
    @Override
    public String toString() {
        return score == null ? "Standing[none]" : "Standing[***]";
    }
}
