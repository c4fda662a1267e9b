package org.xinqiao.trust.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.message.CreditList;
import org.xinqiao.contracts.message.EvaluationGrade;

/** Every combination there is: few enough to try them all. */
class OrganisationTermsTest {
    private static final List<Set<CreditList>> LISTS =
            List.of(
                    Set.of(),
                    Set.of(CreditList.RED),
                    Set.of(CreditList.BLACK),
                    EnumSet.allOf(CreditList.class));

    @Test
    void blackList_opensNothing_whateverElseIsSaid() {
        for (OrganisationTerms terms : terms()) {
            for (Set<CreditList> lists : LISTS) {
                for (EvaluationGrade grade : grades()) {
                    if (lists.contains(CreditList.BLACK)) {
                        assertThat(terms.metBy(lists, grade)).isFalse();
                    }
                }
            }
        }
    }

    /** A red list, a better grade, an evaluation at all never lose what was met without. */
    @Test
    void betterStanding_neverLosesWhatALesserOneHas() {
        for (OrganisationTerms terms : terms()) {
            for (EvaluationGrade grade : grades()) {
                if (terms.metBy(Set.of(), grade)) {
                    assertThat(terms.metBy(Set.of(CreditList.RED), grade)).isTrue();
                }
                for (EvaluationGrade better : EvaluationGrade.values()) {
                    boolean isBetter = grade == null || better.reaches(grade);
                    if (isBetter && terms.metBy(Set.of(), grade)) {
                        assertThat(terms.metBy(Set.of(), better)).isTrue();
                    }
                }
            }
        }
    }

    @Test
    void terms_askForExactlyWhatTheySay() {
        var both = new OrganisationTerms(true, EvaluationGrade.B, false);
        assertThat(both.metBy(Set.of(CreditList.RED), EvaluationGrade.B)).isTrue();
        assertThat(both.metBy(Set.of(CreditList.RED), EvaluationGrade.C)).isFalse();
        assertThat(both.metBy(Set.of(CreditList.RED), null)).isFalse();
        assertThat(both.metBy(Set.of(), EvaluationGrade.A)).isFalse();
        var none = new OrganisationTerms(false, null, true);
        assertThat(none.metBy(Set.of(), null)).isTrue();
        assertThat(none.metBy(Set.of(), EvaluationGrade.D)).isTrue();
    }

    @Test
    void meaning_isOfWhatOpens_notOfWhatIsTold() {
        assertThat(new OrganisationTerms(true, EvaluationGrade.B, true).meaning())
                .isEqualTo(new OrganisationTerms(true, EvaluationGrade.B, false).meaning())
                .isEqualTo("red list, evaluation B");
        assertThat(new OrganisationTerms(false, null, false).meaning()).isEqualTo("no black list");
    }

    private static List<OrganisationTerms> terms() {
        var all = new ArrayList<OrganisationTerms>();
        for (boolean red : new boolean[] {false, true}) {
            for (EvaluationGrade least : grades()) {
                all.add(new OrganisationTerms(red, least, false));
            }
        }
        return all;
    }

    private static EvaluationGrade[] grades() {
        var grades = new EvaluationGrade[EvaluationGrade.values().length + 1];
        System.arraycopy(EvaluationGrade.values(), 0, grades, 1, grades.length - 1);
        return grades;
    }
}
