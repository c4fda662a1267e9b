package org.xinqiao.trust.document;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.message.CreditList;
import org.xinqiao.contracts.message.EvaluationGrade;

/**
 * What opens a class to organisations: public lists and the public evaluation, never a person's
 * score. No class opens to an organisation that stands on a black list; it goes on as anybody does.
 *
 * @param redList whether it must stand on a red list
 * @param leastGrade the least grade of the public evaluation; none where any will do, or none
 * @param named whether the other city learns with a benefit which organisation it is
 */
public record OrganisationTerms(
        boolean redList, @Nullable EvaluationGrade leastGrade, boolean named) {
    /** The least grade, if one is asked for. */
    public Optional<EvaluationGrade> least() {
        return Optional.ofNullable(leastGrade);
    }

    /**
     * Whether an organisation meets them: more lists of honour or a better grade never lose it.
     *
     * @param lists where it stands
     * @param grade its grade, if it was evaluated
     */
    public boolean metBy(Set<CreditList> lists, @Nullable EvaluationGrade grade) {
        return !lists.contains(CreditList.BLACK)
                && (!redList || lists.contains(CreditList.RED))
                && (leastGrade == null || (grade != null && grade.reaches(leastGrade)));
    }

    /** The terms in one spelling, without what is told beside: what the class number means. */
    public String meaning() {
        return (redList ? "red list" : "no black list")
                + least().map(grade -> ", evaluation " + grade).orElse("");
    }
}
