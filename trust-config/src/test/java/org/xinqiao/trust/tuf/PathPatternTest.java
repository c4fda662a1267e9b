package org.xinqiao.trust.tuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {
    @ParameterizedTest
    @CsvSource({
        "members/*.json, members/cn-350200.json, true",
        "members/*.json, members/.json, true",
        "members/*.json, keys/cn-350200.json, false",
        "members/*.json, members/a/b.json, false",
        "members/cn-35????.json, members/cn-350200.json, true",
        "members/cn-35????.json, members/cn-330100.json, false",
        "members/cn-35????.json, members/cn-35020.json, false",
        "members/cn-35????.json, members/cn-3502000.json, false",
        "keys/cn-350200.json, keys/cn-350200.json, true",
        "keys/cn-350200.json, keys/cn-350200xjson, false",
        "*/*, a/b, true",
        "*, a/b, false",
        "a*b*c, aXbXbXc, true",
        "a*b*c, aXcXb, false"
    })
    void pattern_matchesWithinOnePartOnly(String pattern, String path, boolean matches) {
        assertThat(new PathPattern(pattern).matches(path)).isEqualTo(matches);
    }

    @Test
    void pattern_ofManyStars_isDecidedAtOnce() {
        String pattern = "*a".repeat(60) + "b";

        assertThat(new PathPattern(pattern).matches("a".repeat(500))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/x", "x/", "x//y", ".x", "x/../y", "X", "x y", ""})
    void path_thatIsNoPlainFileName_isNoTarget(String path) {
        assertThat(PathPattern.isPath(path)).isFalse();
    }

    @Test
    void pattern_withOtherCharacters_isRefused() {
        assertThatThrownBy(() -> new PathPattern("a[b]"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
