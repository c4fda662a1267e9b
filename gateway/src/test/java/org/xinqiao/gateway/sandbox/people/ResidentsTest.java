package org.xinqiao.gateway.sandbox.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.identity.DivisionCode;
import org.xinqiao.contracts.identity.NaturalPersonNumber;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.SubjectType;

class ResidentsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final long SEED = 7;

    @Test
    void residents_ofBothCities_haveValidNumbersThatNobodyShares() {
        Set<SubjectNumber> seen = new HashSet<>();
        for (CityProfile city : List.of(CityProfile.XIAMEN, CityProfile.FUZHOU)) {
            for (Resident resident : make(city, SEED)) {
                SubjectNumber parsed =
                        SubjectNumber.parse(SubjectType.CITIZEN, resident.number().reveal());
                assertThat(((NaturalPersonNumber) parsed).birthDate())
                        .isEqualTo(resident.birthDate());
                assertThat(seen.add(parsed)).isTrue();
            }
        }
        assertThat(seen).hasSize(2 * Residents.COUNT);
    }

    @Test
    void division_ofEveryNumber_wasNeverAssigned() {
        assertThat(DivisionCode.parse(SyntheticNumber.DIVISION).isKnown()).isFalse();
        assertThat(make(CityProfile.XIAMEN, SEED))
                .allMatch(resident ->
                        resident.number().reveal().startsWith(SyntheticNumber.DIVISION));
        assertThat(SampleResidents.read())
                .allMatch(sample ->
                        sample.resident().number().reveal().startsWith(SyntheticNumber.DIVISION));
    }

    @Test
    void residents_sameSeed_areTheSame() {
        assertThat(make(CityProfile.FUZHOU, SEED)).isEqualTo(make(CityProfile.FUZHOU, SEED));
        assertThat(make(CityProfile.FUZHOU, SEED)).isNotEqualTo(make(CityProfile.FUZHOU, SEED + 1));
    }

    /** Pinned, so that a change of the generator is seen and meant. */
    @Test
    void residents_ofTheSandboxsSeed_startWithTheseNumbers() {
        assertThat(
                        Residents.of(CityProfile.XIAMEN, List.of())
                                .named("")
                                .limit(2)
                                .map(r -> r.number().reveal()))
                .containsExactly("799999194606131187", "799999197302114808");
    }

    @Test
    void ages_ofAll_runFrom14To90() {
        IntStream ages =
                make(CityProfile.XIAMEN, SEED).stream()
                        .mapToInt(
                                resident -> ((NaturalPersonNumber) resident.number()).ageOn(TODAY));

        var summary = ages.summaryStatistics();
        assertThat(summary.getMin()).isEqualTo(ResidentGenerator.AGE_MIN);
        assertThat(summary.getMax()).isEqualTo(ResidentGenerator.AGE_MAX);
    }

    @Test
    void scores_ofAdults_reachEveryGradeAndSomeHaveNone() {
        List<Resident> residents = make(CityProfile.XIAMEN, SEED);
        for (int[] grade :
                new int[][] {{0, 529}, {530, 599}, {600, 649}, {650, 679}, {680, 1000}}) {
            assertThat(residents)
                    .filteredOn(r ->
                            r.score().isPresent()
                                    && r.score().getAsInt() >= grade[0]
                                    && r.score().getAsInt() <= grade[1])
                    .hasSizeGreaterThan(100);
        }
        assertThat(residents).filteredOn(r -> r.score().isEmpty()).hasSizeGreaterThan(100);
        assertThat(residents)
                .filteredOn(r -> ((NaturalPersonNumber) r.number()).ageOn(TODAY) < 18)
                .isNotEmpty()
                .allMatch(r -> r.score().isEmpty());
    }

    @Test
    void find_byNumber_isTheResident() {
        Residents xiamen = Residents.of(CityProfile.XIAMEN, SampleResidents.read());
        Resident sample = SampleResidents.read().getFirst().resident();

        assertThat(xiamen.find(sample.number())).contains(sample);
        assertThat(xiamen.size()).isEqualTo(Residents.COUNT + 5);
        assertThat(Residents.of(CityProfile.FUZHOU, SampleResidents.read()).find(sample.number()))
                .isEmpty();
    }

    private static List<Resident> make(CityProfile city, long seed) {
        return new ResidentGenerator(city, seed, TODAY).make(Residents.COUNT);
    }
}
