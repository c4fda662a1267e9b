package org.xinqiao.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.TestFederation.HOME;
import static org.xinqiao.gateway.TestFederation.HOST;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.people.UnitsTold;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.DisclosureLevel;

class UnitRulesTest {
    private final Agreement agreement =
            TestFederation.agreement(Set.of(HOME, HOST), DisclosureLevel.RUNG);

    @ParameterizedTest
    @CsvSource({
        "0,0,0,0", "3,0,0,3", "0,3,0,3", "3,3,0,3", "2,5,0,5", "0,5,2,3", "0,5,5,0", "0,5,9,0"
    })
    void held_isTheLargerOfGrantedAndUsedLessReturned(
            long granted, long used, long back, long held) {
        assertThat(UnitRules.held(List.of(new UnitsTold(granted, used, back)))).isEqualTo(held);
    }

    @Test
    void held_tooManyReturnedOnOneRequest_freesNothingOfAnother() {
        assertThat(UnitRules.held(List.of(new UnitsTold(0, 1, 50), new UnitsTold(0, 40, 0))))
                .isEqualTo(40);
    }

    /** Never below nothing; more taken is never less held, more returned never more. */
    @Test
    void held_ofRandomEvents_isMonotonic() {
        long seed = 350_001;
        var random = new Random(seed);
        int rounds = Boolean.getBoolean("xinqiao.long") ? 100_000 : 5_000;
        for (int round = 0; round < rounds; round++) {
            var told = new ArrayList<UnitsTold>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                told.add(new UnitsTold(random.nextInt(60), random.nextInt(60), random.nextInt(60)));
            }
            long held = UnitRules.held(told);
            assertThat(held).as("seed %d", seed).isNotNegative();
            int at = random.nextInt(told.size());
            UnitsTold one = told.get(at);
            told.set(at, new UnitsTold(one.granted(), one.used() + 1, one.returned()));
            assertThat(UnitRules.held(told)).as("seed %d", seed).isBetween(held, held + 1);
            told.set(at, new UnitsTold(one.granted(), one.used(), one.returned() + 1));
            assertThat(UnitRules.held(told)).as("seed %d", seed).isBetween(held - 1, held);
        }
    }

    @Test
    void limited_isOnlyAClassWithALimitOfThisAgreement() {
        assertThat(UnitRules.limited(TestFederation.benefit(HOST, "library", 0), agreement))
                .hasValueSatisfying(clazz -> assertThat(clazz.number()).isZero());
        assertThat(UnitRules.limited(TestFederation.benefit(HOST, "bicycle", 1), agreement))
                .isEmpty();
        assertThat(UnitRules.limited(TestFederation.benefit(HOST, "x", 77), agreement)).isEmpty();
    }
}
