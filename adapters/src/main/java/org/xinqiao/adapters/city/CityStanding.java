package org.xinqiao.adapters.city;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.message.Honour;

/**
 * What a city's platform holds about a person, as far as benefits rest on it.
 *
 * @param held the score, or null where the city holds none
 * @param honours what it attests beside
 */
public record CityStanding(@Nullable CityScore held, Set<Honour> honours) {
    /** Keeps its own copy. */
    public CityStanding {
        honours = Set.copyOf(honours);
    }

    /** The score, if the city holds one. */
    public Optional<CityScore> score() {
        return Optional.ofNullable(held);
    }

    /** Masked, as the score is. */
    @Override
    public String toString() {
        return "CityStanding[***]";
    }
}
