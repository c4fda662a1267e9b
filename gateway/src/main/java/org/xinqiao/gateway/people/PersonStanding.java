package org.xinqiao.gateway.people;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.message.Honour;

/**
 * Where a person stands with their own city. The home city alone knows it.
 *
 * @param score the score; null when the city holds none for the person
 * @param honours what the city attests of them beside
 */
public record PersonStanding(@Nullable Integer score, Set<Honour> honours) implements Standing {
    /** A city that holds no score: no benefit that rests on one, and nothing else. */
    public static final PersonStanding WITHOUT_SCORE = new PersonStanding(null);

    /** Keeps its own copy. */
    public PersonStanding {
        honours = Set.copyOf(honours);
    }

    /** A standing without honours. */
    public PersonStanding(@Nullable Integer score) {
        this(score, Set.of());
    }

    /** The score, if the city holds one. */
    public Optional<Integer> points() {
        return Optional.ofNullable(score);
    }

    @Override
    public String canonical() {
        String names = honours.stream().map(Honour::name).sorted().collect(Collectors.joining(","));
        return (score == null ? "none" : score.toString()) + (names.isEmpty() ? "" : " " + names);
    }

    /** Masks the score: a standing never belongs into a log. */
    @Override
    public String toString() {
        return "PersonStanding[***]";
    }
}
