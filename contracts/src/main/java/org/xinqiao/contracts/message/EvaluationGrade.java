package org.xinqiao.contracts.message;

/**
 * The grade of an organisation in the public comprehensive credit evaluation 公共信用综合评价, from the
 * best to the least. It is the same scale everywhere, so that no ladder is needed.
 */
public enum EvaluationGrade {
    /** Excellent 优. */
    A,
    /** Good 良. */
    B,
    /** Medium 中. */
    C,
    /** Poor 差. */
    D;

    /** Whether it is this good or better. */
    public boolean reaches(EvaluationGrade least) {
        return compareTo(least) <= 0;
    }
}
