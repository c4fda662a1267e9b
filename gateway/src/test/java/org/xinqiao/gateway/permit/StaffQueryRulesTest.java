package org.xinqiao.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.permit.StaffQueryRules.QUERIES_AN_HOUR_USUAL_MAX;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinqiao.gateway.permit.StaffQueryRules.Facts;
import org.xinqiao.gateway.permit.StaffQueryRules.Flag;

class StaffQueryRulesTest {
    private static final Instant WEDNESDAY = Instant.parse("2026-11-18T02:30:00Z");

    @Test
    void query_ofAWorkingDay_isUsual() {
        assertThat(StaffQueryRules.decide(new Facts(1, WEDNESDAY, false))).isEmpty();
    }

    @Test
    void volume_atTheMost_isUsual_andOneMoreIsFlagged() {
        assertThat(StaffQueryRules.decide(new Facts(QUERIES_AN_HOUR_USUAL_MAX, WEDNESDAY, false)))
                .isEmpty();
        assertThat(
                        StaffQueryRules.decide(
                                new Facts(QUERIES_AN_HOUR_USUAL_MAX + 1, WEDNESDAY, false)))
                .containsExactly(Flag.VOLUME);
    }

    /** Friday the 20th to Monday the 23rd, by the clock of Asia/Shanghai. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-20T06:59:59.999+08:00, true",
        "2026-11-20T07:00:00+08:00, false",
        "2026-11-20T19:59:59.999+08:00, false",
        "2026-11-20T20:00:00+08:00, true",
        "2026-11-21T00:00:00+08:00, true",
        "2026-11-21T12:00:00+08:00, true",
        "2026-11-22T12:00:00+08:00, true",
        "2026-11-23T07:00:00+08:00, false",
        "2026-11-22T23:00:00Z, false",
        "2026-11-22T22:59:59Z, true"
    })
    void hour_outsideTheWorkingDay_isFlagged(OffsetDateTime at, boolean flagged) {
        Set<Flag> flags = StaffQueryRules.decide(new Facts(1, at.toInstant(), false));
        assertThat(flags.contains(Flag.HOUR)).isEqualTo(flagged);
    }

    @Test
    void family_name_ofTheOfficer_isFlagged_andFlagsAddUp() {
        assertThat(StaffQueryRules.decide(new Facts(1, WEDNESDAY, true)))
                .containsExactly(Flag.FAMILY_NAME);
        Instant night = Instant.parse("2026-11-20T18:00:00Z");
        assertThat(StaffQueryRules.decide(new Facts(1_000, night, true)))
                .containsExactlyInAnyOrder(Flag.values());
    }
}
