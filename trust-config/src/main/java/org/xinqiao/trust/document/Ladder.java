package org.xinqiao.trust.document;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xinqiao.contracts.identity.NodeId;

/**
 * The common ladder and each party's mapping of its own grades to it. Scores of two cities are
 * never compared with each other: only published grades are.
 *
 * @param rungs the rungs
 * @param grades each party's grades, by ascending least score
 */
public record Ladder(List<Rung> rungs, Map<NodeId, List<Grade>> grades) {
    /** Keeps its own copies. */
    public Ladder {
        rungs = List.copyOf(rungs);
        grades = Map.copyOf(grades);
    }

    /** Whether the ladder has the rung. */
    public boolean hasRung(long number) {
        return rungs.stream().anyMatch(rung -> rung.number() == number);
    }

    /** The grade of a score: the last whose lower bound (inclusive) is reached. */
    public Optional<Grade> gradeOf(NodeId city, int score) {
        return grades.getOrDefault(city, List.of()).stream()
                .filter(grade -> score >= grade.min())
                .reduce((lower, higher) -> higher);
    }

    /** The rung of a score. */
    public Optional<Integer> rungOf(NodeId city, int score) {
        return gradeOf(city, score).map(Grade::rung);
    }
}
