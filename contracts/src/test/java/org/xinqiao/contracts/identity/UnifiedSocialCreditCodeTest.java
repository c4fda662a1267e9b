package org.xinqiao.contracts.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnifiedSocialCreditCodeTest {
    private static final String EXAMPLE = "91350100M000100Y43";

    static List<List<String>> vectors() throws Exception {
        return Vectors.rows("uscc_vectors.csv");
    }

    static List<List<String>> registrationVectors() throws Exception {
        return Vectors.rows("regno15_vectors.csv");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void vector_isJudgedAsExpected(List<String> row) {
        String text = row.get(0);
        assertThat(CheckCharacters.gb32100(text.substring(0, 17))).isEqualTo(row.get(3).charAt(0));
        assertThat(CheckCharacters.gb11714(text.substring(8, 16)) == text.charAt(16))
                .isEqualTo(row.get(2).equals("1"));
        if (row.get(1).equals("1")) {
            UnifiedSocialCreditCode code = UnifiedSocialCreditCode.parse(text);
            assertThat(code.reveal()).isEqualTo(text).startsWith(row.get(4));
            assertThat(code.division().code()).isEqualTo(row.get(5));
            assertThat(code.organisationCodeValid()).isTrue();
        } else {
            assertThatThrownBy(() -> UnifiedSocialCreditCode.parse(text))
                    .isInstanceOf(InvalidIdentifier.class)
                    .hasMessageStartingWith("GB 32100-2015 check character");
        }
    }

    @Test
    void organisationCode_isReadableApart() {
        assertThat(UnifiedSocialCreditCode.parse(EXAMPLE).organisationCode())
                .isEqualTo("M000100Y4");
    }

    @Test
    void organisationCode_withWrongCheckCharacter_leavesTheWholeValid() {
        String front = "91350100M000100Y5";
        UnifiedSocialCreditCode code =
                UnifiedSocialCreditCode.parse(front + CheckCharacters.gb32100(front));

        assertThat(code.organisationCodeValid()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "91350100M000100Y4I",
                "91350100M000100YO3",
                "91350100S000100Y43",
                "9135010AM000100Y43",
                "91350100M000100Y4",
                "91350100M000100Y433",
                " 91350100M000100Y43",
                "91350100M000100Y-3",
                ""
            })
    void code_notOfTheForm_isRefused(String text) {
        assertThatThrownBy(() -> UnifiedSocialCreditCode.parse(text))
                .isInstanceOf(InvalidIdentifier.class)
                .hasMessageStartingWith("GB 32100-2015 form");
    }

    @Test
    void spelling_smallOrFullWidth_isTheSameCode() {
        assertThat(SubjectNumber.parse(SubjectType.ORGANISATION, "91350100m000100ｙ４３"))
                .isEqualTo(UnifiedSocialCreditCode.parse(EXAMPLE))
                .hasSameHashCodeAs(UnifiedSocialCreditCode.parse(EXAMPLE))
                .hasToString("91**************43");
    }

    @ParameterizedTest
    @MethodSource("registrationVectors")
    void registrationVector_isJudgedAsExpected(List<String> row) {
        assertThat(row.get(1)).isEqualTo("1");
        assertThat(RegistrationNumber.parse(row.get(0)).number()).isEqualTo(row.get(0));
    }

    @Test
    void registrationNumber_withAnyOtherCheckDigit_isRefused() {
        for (char digit = '0'; digit <= '9'; digit++) {
            String text = "44030110309741" + digit;
            if (digit != '3') {
                assertThatThrownBy(() -> RegistrationNumber.parse(text))
                        .isInstanceOf(InvalidIdentifier.class);
            }
        }
        assertThatThrownBy(() -> RegistrationNumber.parse("44030110309741"))
                .isInstanceOf(InvalidIdentifier.class);
        assertThat(RegistrationNumber.parse("４４０３０１１０３０９７４１３")).hasToString("44***********13");
    }
}
