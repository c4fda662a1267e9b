package org.xinqiao.gateway.sandbox.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.identity.NaturalPersonNumber;

class SampleResidentsTest {
    private static final Map<String, Integer> BENEFITS =
            Map.of("cn-350200", 5, "cn-350100", 4, "cn-330100", 3);

    private final List<SampleResident> samples = SampleResidents.read();

    @Test
    void samples_all_areTenAcrossTwoCities() {
        assertThat(samples).hasSize(10);
        assertThat(samples)
                .extracting(sample -> sample.node().value())
                .contains("cn-350200", "cn-350100");
        assertThat(samples)
                .extracting(sample -> sample.resident().number())
                .doesNotHaveDuplicates();
    }

    @Test
    void samples_birthDate_isTheNumbersOwn() {
        assertThat(samples)
                .allSatisfy(sample ->
                        assertThat(((NaturalPersonNumber) sample.resident().number()).birthDate())
                                .isEqualTo(sample.resident().birthDate()));
    }

    @Test
    void samples_expectations_coverEveryBenefitOfEveryOtherCity() {
        assertThat(samples)
                .allSatisfy(sample ->
                        BENEFITS.forEach((node, count) -> {
                            long expected = sample.node().value().equals(node) ? 0 : count;
                            assertThat(
                                            sample.expects().keySet().stream()
                                                    .filter(id -> id.startsWith(node + "/")))
                                    .hasSize(Math.toIntExact(expected));
                        }));
    }

    @Test
    void samples_expectations_areOfThreeKinds() {
        assertThat(samples)
                .flatExtracting(sample -> sample.expects().values())
                .containsOnly("BENEFIT", "NO_EFFECT", "subject-under-age")
                .containsAll(Set.of("BENEFIT", "NO_EFFECT", "subject-under-age"));
    }
}
