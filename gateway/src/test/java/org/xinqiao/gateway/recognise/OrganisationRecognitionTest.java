package org.xinqiao.gateway.recognise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.TestFederation.HOME;
import static org.xinqiao.gateway.TestFederation.HOST;
import static org.xinqiao.gateway.TestFederation.NOW;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinqiao.contracts.identity.OrganisationName;
import org.xinqiao.contracts.message.CreditList;
import org.xinqiao.contracts.message.Decision;
import org.xinqiao.contracts.message.EvaluationGrade;
import org.xinqiao.contracts.message.Honour;
import org.xinqiao.contracts.message.Outcome;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.people.HeldUnits;
import org.xinqiao.gateway.people.OrganisationStanding;
import org.xinqiao.gateway.people.PersonStanding;
import org.xinqiao.gateway.people.Standing;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.Benefit;
import org.xinqiao.trust.document.DisclosureLevel;

/** Standings of organisations are few: every one there is, against every class. */
class OrganisationRecognitionTest {
    private static final int GREEN_CHANNEL = 11;
    private static final int CREDIT_LOAN = 12;
    private static final OrganisationName NAME = new OrganisationName("合成样例有限公司");

    private final Agreement agreement =
            TestFederation.agreement(Set.of(HOME, HOST), DisclosureLevel.RUNG);

    @ParameterizedTest
    @CsvSource({
        "RED,A,BENEFIT,BENEFIT",
        "RED,,BENEFIT,NO_EFFECT",
        "RED,B,BENEFIT,BENEFIT",
        "RED,C,BENEFIT,NO_EFFECT",
        ",B,NO_EFFECT,BENEFIT",
        ",C,NO_EFFECT,NO_EFFECT",
        ",,NO_EFFECT,NO_EFFECT",
        "BLACK,A,NO_EFFECT,NO_EFFECT",
        "BLACK RED,A,NO_EFFECT,NO_EFFECT"
    })
    void listsAndGrade_onBothSidesOfEachTerm(
            String lists, EvaluationGrade grade, Outcome greenChannel, Outcome creditLoan) {
        Set<CreditList> on = EnumSet.noneOf(CreditList.class);
        if (lists != null) {
            List.of(lists.split(" ")).forEach(list -> on.add(CreditList.valueOf(list)));
        }
        var decisions =
                decide(
                        new OrganisationStanding(NAME, on, grade),
                        benefit(GREEN_CHANNEL),
                        benefit(CREDIT_LOAN));
        assertThat(decisions)
                .extracting(Decision::outcome)
                .containsExactly(greenChannel, creditLoan);
        assertThat(decisions).allSatisfy(d -> assertThat(d.basis()).isEqualTo("350001#c4"));
    }

    /** Rule R17, said of organisations: being listed takes nothing, not even by what is told. */
    @Test
    void blackListed_isAnsweredLikeOneThatNobodyKnows() {
        Benefit[] all = benefits();
        List<Decision> unknown = decide(OrganisationStanding.UNKNOWN, all);
        assertThat(unknown).allMatch(decision -> decision.outcome() == Outcome.NO_EFFECT);
        for (OrganisationStanding standing : standings()) {
            if (standing.lists().contains(CreditList.BLACK)) {
                assertThat(decide(standing, all)).isEqualTo(unknown);
            }
        }
    }

    /** A red list, a better grade, leaving the black list: none ever loses a benefit. */
    @Test
    void betterStanding_neverHarms() {
        for (OrganisationStanding worse : standings()) {
            Set<String> before = granted(decide(worse, benefits()));
            for (OrganisationStanding better : standings()) {
                if (isAtLeast(better, worse)) {
                    assertThat(granted(decide(better, benefits()))).containsAll(before);
                }
            }
        }
    }

    @Test
    void unknownOrganisation_hasNothing_evenWhereNothingIsAskedFor() {
        var unnamed = new OrganisationStanding(null, Set.of(CreditList.RED), EvaluationGrade.A);
        assertThat(decide(unnamed, benefits()))
                .allMatch(decision -> decision.outcome() == Outcome.NO_EFFECT);
    }

    @Test
    void kinds_neverCross() {
        for (OrganisationStanding standing : standings()) {
            for (int number = 0; number < GREEN_CHANNEL; number++) {
                assertThat(decide(standing, benefit(number)))
                        .allMatch(decision -> decision.outcome() == Outcome.NO_EFFECT);
            }
        }
        for (int score = 0; score <= 1000; score += 50) {
            var person = new PersonStanding(score, EnumSet.allOf(Honour.class));
            assertThat(decide(person, benefit(GREEN_CHANNEL), benefit(CREDIT_LOAN)))
                    .allMatch(decision -> decision.outcome() == Outcome.NO_EFFECT);
        }
    }

    /** The bits of a pass and the decision on line never contradict each other. */
    @Test
    void classesOfAPass_agreeWithTheDecision() {
        Set<String> purposes =
                Set.of("approval.green-channel", "finance.credit-loan", "library.lending");
        for (OrganisationStanding standing : standings()) {
            var classes = RecognitionRules.classes(agreement, HOME, purposes, standing);
            for (int number : List.of(0, GREEN_CHANNEL, CREDIT_LOAN)) {
                Outcome outcome = decide(standing, benefit(number)).getFirst().outcome();
                assertThat(classes.get(number)).isEqualTo(outcome == Outcome.BENEFIT);
            }
        }
    }

    @Test
    void canonical_tellsEveryTwoStandingsApart() {
        List<String> texts = standings().stream().map(OrganisationStanding::canonical).toList();
        assertThat(texts).doesNotHaveDuplicates();
        assertThat(OrganisationStanding.UNKNOWN.canonical()).isNotIn(texts);
    }

    private static boolean isAtLeast(OrganisationStanding better, OrganisationStanding worse) {
        boolean lists =
                (!better.lists().contains(CreditList.BLACK)
                                || worse.lists().contains(CreditList.BLACK))
                        && (better.lists().contains(CreditList.RED)
                                || !worse.lists().contains(CreditList.RED));
        boolean grade =
                worse.grade() == null
                        || (better.grade() != null && better.grade().reaches(worse.grade()));
        return lists && grade;
    }

    private static List<OrganisationStanding> standings() {
        var all = new ArrayList<OrganisationStanding>();
        for (Set<CreditList> lists :
                List.of(
                        Set.<CreditList>of(),
                        Set.of(CreditList.RED),
                        Set.of(CreditList.BLACK),
                        EnumSet.allOf(CreditList.class))) {
            all.add(new OrganisationStanding(NAME, lists, null));
            for (EvaluationGrade grade : EvaluationGrade.values()) {
                all.add(new OrganisationStanding(NAME, lists, grade));
            }
        }
        return all;
    }

    private static Benefit[] benefits() {
        return IntStream.rangeClosed(0, CREDIT_LOAN + 1)
                .mapToObj(OrganisationRecognitionTest::benefit)
                .toArray(Benefit[]::new);
    }

    private static Benefit benefit(int number) {
        return TestFederation.benefit(HOST, "b" + number, number);
    }

    private List<Decision> decide(Standing standing, Benefit... benefits) {
        return RecognitionRules.decide(
                List.of(benefits), agreement, HOME, standing, new HeldUnits(Map.of()), NOW);
    }

    private static Set<String> granted(List<Decision> decisions) {
        return decisions.stream()
                .filter(decision -> decision.outcome() == Outcome.BENEFIT)
                .map(Decision::benefit)
                .collect(Collectors.toSet());
    }
}
