package org.xinqiao.contracts.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTypeTest {
    @ParameterizedTest
    @EnumSource
    void entry_ofTheCatalogue_saysWhatAndWhatNextInBothLanguages(ProblemType type) {
        assertThat(type.wire()).matches("[a-z]+(-[a-z]+)*");
        assertThat(type.status()).isBetween(400, 503);
        assertThat(type.titleZh()).matches(".*\\p{IsHan}.*");
        assertThat(type.remedyZh()).matches(".*\\p{IsHan}.*");
        assertThat(type.titleEn()).isNotBlank().doesNotEndWith(".");
        assertThat(type.remedyEn()).isNotBlank();
        assertThat(type.safeFacts())
                .as("members that RFC 9457 defines itself")
                .doesNotContain("type", "title", "status", "detail", "instance");
        assertThat(ProblemType.ofUri(type.uri().toString())).contains(type);
    }

    @Test
    void names_areUnique() {
        assertThat(Arrays.stream(ProblemType.values()).map(ProblemType::wire))
                .doesNotHaveDuplicates();
    }

    @Test
    void problem_showsSafeFactsOnly() {
        var refusal =
                new Refusal(
                        ProblemType.CODE_FOR_ANOTHER_CITY,
                        Map.of("audience", "330100", "number", "secret"));
        assertThat(refusal.problem().toJson().has("audience")).isTrue();
        assertThat(refusal.problem().toJson().toString()).doesNotContain("secret");
    }

    @Test
    void problem_readBack_isTheSame() {
        Problem problem = Problem.of(ProblemType.BENEFIT_UNKNOWN, Map.of("benefit", "x"));
        assertThat(Problem.fromJson(problem.toJson())).contains(problem);
    }
}
