package org.xinqiao.trust.document;

import java.util.List;

/**
 * A city's score and how its grades map to the common ladder.
 *
 * @param nameZh what the city calls its score
 * @param nameEn the same in English
 * @param max the highest score
 * @param grades from 0 upwards
 * @param synthetic whether the cut-offs are invented because the city publishes none
 */
public record Scale(String nameZh, String nameEn, int max, List<Grade> grades, boolean synthetic) {
    /** Keeps a copy. */
    public Scale {
        grades = List.copyOf(grades);
    }

    /** The grade of a score: the highest whose lower bound it reaches. */
    public Grade gradeOf(int score) {
        if (score < 0 || score > max) {
            throw new IllegalArgumentException("The score is not one of 0 to " + max);
        }
        Grade reached = grades.getFirst();
        for (Grade grade : grades) {
            if (score >= grade.min()) {
                reached = grade;
            }
        }
        return reached;
    }
}
