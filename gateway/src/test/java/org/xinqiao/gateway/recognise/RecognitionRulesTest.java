package org.xinqiao.gateway.recognise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.TestFederation.HOME;
import static org.xinqiao.gateway.TestFederation.HOST;
import static org.xinqiao.gateway.TestFederation.NOW;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinqiao.contracts.message.Decision;
import org.xinqiao.contracts.message.Honour;
import org.xinqiao.contracts.message.Outcome;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.people.HeldUnits;
import org.xinqiao.gateway.people.PersonStanding;
import org.xinqiao.gateway.people.Standing;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.Benefit;
import org.xinqiao.trust.document.DisclosureLevel;

class RecognitionRulesTest {
    private final Agreement agreement =
            TestFederation.agreement(Set.of(HOME, HOST), DisclosureLevel.RUNG);
    private final Benefit forVolunteers = TestFederation.benefit(HOST, "volunteers", 10);

    @ParameterizedTest
    @CsvSource({"599,NO_EFFECT", "600,BENEFIT", "0,NO_EFFECT", "1000,BENEFIT"})
    void score_onBothSidesOfTheCutOff(int score, Outcome outcome) {
        assertThat(decide(new PersonStanding(score), TestFederation.benefit(HOST, "library", 0)))
                .singleElement()
                .satisfies(d -> assertThat(d.outcome()).isEqualTo(outcome))
                .satisfies(d -> assertThat(d.basis()).isEqualTo("350001#c1"))
                .satisfies(
                        d -> assertThat(d.until() != null).isEqualTo(outcome == Outcome.BENEFIT));
    }

    @ParameterizedTest
    @CsvSource({
        "600,39,conditions-met",
        "600,40,limit-reached",
        "600,41,limit-reached",
        "599,40,conditions-not-met",
        "1000,40,limit-reached"
    })
    void unitsHeld_onBothSidesOfTheLimit(int score, long units, String reason) {
        var held = new HeldUnits(Map.of(0, units));
        assertThat(
                        decide(
                                new PersonStanding(score),
                                held,
                                TestFederation.benefit(HOST, "library", 0)))
                .singleElement()
                .satisfies(d -> assertThat(d.reason()).isEqualTo(reason))
                .satisfies(d ->
                        assertThat(d.outcome() == Outcome.BENEFIT)
                                .isEqualTo(reason.equals("conditions-met")));
    }

    @Test
    void unitsHeld_ofAnotherClass_doNotMatter() {
        var held = new HeldUnits(Map.of(0, 1_000L));
        assertThat(
                        decide(
                                new PersonStanding(680),
                                held,
                                TestFederation.benefit(HOST, "bicycle", 1)))
                .allSatisfy(d -> assertThat(d.outcome()).isEqualTo(Outcome.BENEFIT));
    }

    @Test
    void noScore_hasNoEffect() {
        assertThat(decide(PersonStanding.WITHOUT_SCORE, TestFederation.benefit(HOST, "parking", 9)))
                .allSatisfy(d -> assertThat(d.outcome()).isEqualTo(Outcome.NO_EFFECT));
    }

    @Test
    void noScoreAndLowScore_lookTheSameToTheHost() {
        Benefit library = TestFederation.benefit(HOST, "library", 0);
        assertThat(decide(PersonStanding.WITHOUT_SCORE, library))
                .isEqualTo(decide(new PersonStanding(10), library));
    }

    @Test
    void honour_opensWhatRestsOnIt_whateverTheScore() {
        for (Integer score : new Integer[] {null, 0, 1000}) {
            assertThat(decide(new PersonStanding(score, Set.of(Honour.VOLUNTEER)), forVolunteers))
                    .singleElement()
                    .satisfies(d -> assertThat(d.outcome()).isEqualTo(Outcome.BENEFIT))
                    .satisfies(d -> assertThat(d.basis()).isEqualTo("350001#c3"));
            assertThat(decide(new PersonStanding(score, Set.of(Honour.RED_LIST)), forVolunteers))
                    .allSatisfy(d -> assertThat(d.outcome()).isEqualTo(Outcome.NO_EFFECT));
            assertThat(decide(new PersonStanding(score), forVolunteers))
                    .allSatisfy(d -> assertThat(d.outcome()).isEqualTo(Outcome.NO_EFFECT));
        }
    }

    /** What rests on a rung takes no notice of honours, and none of them ever harms. */
    @Test
    void honour_neverHarms() {
        Benefit[] all =
                IntStream.range(0, 11)
                        .mapToObj(i -> TestFederation.benefit(HOST, "b" + i, i))
                        .toArray(Benefit[]::new);
        for (int score = 0; score <= 1000; score += 25) {
            Set<String> without = benefits(decide(new PersonStanding(score), all));
            for (Honour honour : Honour.values()) {
                Set<String> with = benefits(decide(new PersonStanding(score, Set.of(honour)), all));
                assertThat(with).containsAll(without);
                var more = new HashSet<>(with);
                more.removeAll(without);
                assertThat(more)
                        .isEqualTo(
                                honour == Honour.VOLUNTEER
                                        ? Set.of(HOST + "/b10")
                                        : Set.<String>of());
            }
        }
    }

    @Test
    void benefitOfAnUnknownClass_hasNoEffect() {
        assertThat(decide(new PersonStanding(1000), TestFederation.benefit(HOST, "x", 77)))
                .allSatisfy(d -> assertThat(d.outcome()).isEqualTo(Outcome.NO_EFFECT));
    }

    /** Rule R17: there is no outcome but these two, and more score never takes a benefit away. */
    @Test
    void score_neverHarms() {
        assertThat(Outcome.values()).containsExactly(Outcome.BENEFIT, Outcome.NO_EFFECT);
        long seed = 17;
        var random = new Random(seed);
        int rounds = Boolean.getBoolean("xinqiao.long") ? 100_000 : 5_000;
        for (int round = 0; round < rounds; round++) {
            int low = random.nextInt(1001);
            int high = low + random.nextInt(1001 - low);
            Benefit[] benefits =
                    random.ints(4, 0, 11)
                            .mapToObj(i -> TestFederation.benefit(HOST, "b" + i, i))
                            .toArray(Benefit[]::new);
            var held = new HeldUnits(Map.of(0, random.nextLong(TestFederation.UNITS_MAX * 2L)));
            Set<String> withLow = benefits(decide(new PersonStanding(low), held, benefits));
            Set<String> withHigh = benefits(decide(new PersonStanding(high), held, benefits));
            assertThat(withHigh).as("seed %d: %d, %d", seed, low, high).containsAll(withLow);
            assertThat(decide(new PersonStanding(low), benefits)).hasSize(benefits.length);
        }
    }

    /** The bits of a pass and the decision on line never contradict each other. */
    @Test
    void classesOfAPass_agreeWithTheDecision() {
        for (int score = 0; score <= 1000; score += 7) {
            var standing = new PersonStanding(score);
            var classes =
                    RecognitionRules.classes(agreement, HOME, Set.of("bicycle.rental"), standing);
            for (int number : List.of(1, 3)) {
                Outcome outcome =
                        decide(standing, TestFederation.benefit(HOST, "b", number))
                                .getFirst()
                                .outcome();
                assertThat(classes.get(number)).isEqualTo(outcome == Outcome.BENEFIT);
            }
            assertThat(classes.get(0)).as("outside the purposes").isFalse();
            assertThat(classes.get(9)).as("outside the purposes").isFalse();
        }
        var volunteer = new PersonStanding(null, Set.of(Honour.VOLUNTEER));
        assertThat(RecognitionRules.classes(agreement, HOME, Set.of("culture.venues"), volunteer))
                .isEqualTo(BitSet.valueOf(new long[] {1L << 10}));
    }

    private List<Decision> decide(Standing standing, Benefit... benefits) {
        return decide(standing, HeldUnits.UNCOUNTED, benefits);
    }

    private List<Decision> decide(Standing standing, HeldUnits held, Benefit... benefits) {
        return RecognitionRules.decide(List.of(benefits), agreement, HOME, standing, held, NOW);
    }

    private static Set<String> benefits(List<Decision> decisions) {
        return decisions.stream()
                .filter(decision -> decision.outcome() == Outcome.BENEFIT)
                .map(Decision::benefit)
                .collect(Collectors.toSet());
    }
}
