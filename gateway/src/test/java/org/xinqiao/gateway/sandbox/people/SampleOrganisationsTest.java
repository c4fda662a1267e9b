package org.xinqiao.gateway.sandbox.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.message.CreditList;

class SampleOrganisationsTest {
    /** Benefits for organisations, by city. */
    private static final Map<String, Integer> BENEFITS =
            Map.of("cn-350200", 1, "cn-350100", 2, "cn-330100", 1);

    private final List<SampleOrganisation> samples = SampleOrganisations.read();

    @Test
    void samples_cannotBeAnybodys() {
        assertThat(samples)
                .hasSize(6)
                .allSatisfy(it -> {
                    assertThat(it.code().division().code()).isEqualTo(SyntheticNumber.DIVISION);
                    assertThat(it.code().organisationCodeValid()).isTrue();
                    assertThat(it.name().text()).startsWith("合成样例");
                });
        assertThat(samples).extracting(SampleOrganisation::code).doesNotHaveDuplicates();
    }

    @Test
    void samples_expectations_coverEveryBenefitForOrganisationsOfEveryOtherCity() {
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
    void samples_expectations_areOfTwoKinds_andTheBlackListOfOne() {
        assertThat(samples)
                .flatExtracting(sample -> sample.expects().values())
                .containsOnly("BENEFIT", "NO_EFFECT")
                .containsAll(Set.of("BENEFIT", "NO_EFFECT"));
        assertThat(samples)
                .filteredOn(sample -> sample.lists().contains(CreditList.BLACK))
                .isNotEmpty()
                .flatExtracting(sample -> sample.expects().values())
                .containsOnly("NO_EFFECT");
    }
}
