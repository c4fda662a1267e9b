package org.xinqiao.contracts.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonNumberTest {
    private static final String EXAMPLE = "11010519491231002X";

    static List<List<String>> vectors() throws Exception {
        return Vectors.rows("id_number_vectors.csv");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void vector_isJudgedAsExpected(List<String> row) {
        if (row.get(1).equals("1")) {
            assertThat(CitizenNumber.parse(row.get(0)).reveal()).isEqualTo(row.get(0));
        } else {
            assertThatThrownBy(() -> CitizenNumber.parse(row.get(0)))
                    .isInstanceOf(InvalidIdentifier.class);
        }
    }

    @Test
    void number_tellsDivisionAndBirthDate() {
        CitizenNumber number = CitizenNumber.parse(EXAMPLE);

        assertThat(number.division()).isEqualTo(DivisionCode.parse("110105"));
        assertThat(number.birthDate()).isEqualTo(LocalDate.of(1949, 12, 31));
        assertThat(number.type()).isEqualTo(SubjectType.CITIZEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"11010519491231002x", "１１０１０５１９４９１２３１００２Ｘ", "11010519491231002ｘ"})
    void spelling_smallOrFullWidth_isTheSameNumber(String text) {
        assertThat(CitizenNumber.parse(text))
                .isEqualTo(CitizenNumber.parse(EXAMPLE))
                .hasSameHashCodeAs(CitizenNumber.parse(EXAMPLE));
    }

    @ParameterizedTest
    @CsvSource({
        "110105194902290021,GB 11643-1999 date of birth", // 1949 had no 29 February
        "110105194913310021,GB 11643-1999 date of birth",
        "110105194900310021,GB 11643-1999 date of birth",
        "110105194904310021,GB 11643-1999 date of birth",
        "110105000012310021,GB 11643-1999 check character", // the year 0 exists in the calendar
        "110105194912310020,GB 11643-1999 check character",
        "910105194912310025,GB 11643-1999 form",
        "010105194912310025,GB 11643-1999 form",
        "110105491231002,GB 11643-1999 form",
        "1101051949123100２XX,GB 11643-1999 form",
        "11010519491231002Y,GB 11643-1999 form",
        "1101051949X2310025,GB 11643-1999 form",
        "' 11010519491231002X',GB 11643-1999 form",
        "'11010519491231002X ',GB 11643-1999 form",
        "'',GB 11643-1999 form"
    })
    void citizenNumber_againstARule_isRefusedByThatRule(String text, String rule) {
        assertThatThrownBy(() -> CitizenNumber.parse(text))
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidIdentifier.class))
                .extracting(InvalidIdentifier::rule)
                .isEqualTo(rule);
    }

    @Test
    void checkCharacter_catchesEverySingleChangedDigit() {
        for (int i = 0; i < 17; i++) {
            for (char digit = '0'; digit <= '9'; digit++) {
                String changed = EXAMPLE.substring(0, i) + digit + EXAMPLE.substring(i + 1);
                if (!changed.equals(EXAMPLE)) {
                    assertThatThrownBy(() -> CitizenNumber.parse(changed))
                            .isInstanceOf(InvalidIdentifier.class);
                }
            }
        }
    }

    @Test
    void permanentResident_ofThe2023Card_isRead() {
        String front = "91105619800229001";
        String number = front + CheckCharacters.mod11By2(front);

        PermanentResidentNumber resident = PermanentResidentNumber.parse(number);

        assertThat(resident.birthDate()).isEqualTo(LocalDate.of(1980, 2, 29));
        assertThat(resident.type()).isEqualTo(SubjectType.FOREIGN_PERMANENT_RESIDENT);
        assertThatThrownBy(() -> CitizenNumber.parse(number)).isInstanceOf(InvalidIdentifier.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"11010519491231002X", "USA110080022901", "911056198002290011"})
    void permanentResident_ofAnotherForm_isRefused(String text) {
        assertThatThrownBy(() -> PermanentResidentNumber.parse(text))
                .isInstanceOf(InvalidIdentifier.class);
    }

    @ParameterizedTest
    @CsvSource({
        "11010519491231002X,1967-12-30,17",
        "11010519491231002X,1967-12-31,18",
        "440524188001010014,1898-01-01,18"
    })
    void age_isFullOnTheBirthday(String number, LocalDate day, int age) {
        assertThat(CitizenNumber.parse(number).ageOn(day)).isEqualTo(age);
    }

    @Test
    void age_ofALeapDayChild_isFullOnTheFirstOfMarch() {
        String front = "35020020080229001";
        CitizenNumber number = CitizenNumber.parse(front + CheckCharacters.mod11By2(front));

        assertThat(number.ageOn(LocalDate.of(2026, 2, 28))).isEqualTo(17);
        assertThat(number.ageOn(LocalDate.of(2026, 3, 1))).isEqualTo(18);
    }

    @Test
    void text_neverShowsTheNumber() {
        SubjectNumber number = SubjectNumber.parse(SubjectType.CITIZEN, EXAMPLE);

        assertThat(number).hasToString("11**************2X");
        assertThat(number.masked()).isEqualTo(number.toString());
        assertThat(EighteenDigits.parse(EXAMPLE, Pattern.compile(".*"), ""))
                .hasToString("11**************2X");
        assertThatThrownBy(() -> CitizenNumber.parse("110105194912310020"))
                .hasMessage("GB 11643-1999 check character: 11**************20");
        assertThatThrownBy(() -> CitizenNumber.parse("\n\n05194912310020\n\n"))
                .hasMessageContaining("??**************??");
        assertThatThrownBy(() -> CitizenNumber.parse("陈小明")).hasMessageEndingWith(": ***");
    }

    @Test
    void numbers_ofAnotherKind_areNeverEqual() {
        String front = "91350200000102010";
        String text = front + CheckCharacters.mod11By2(front);

        assertThat(PermanentResidentNumber.parse(text))
                .isNotEqualTo(CitizenNumber.parse(EXAMPLE))
                .isEqualTo(PermanentResidentNumber.parse(text));
    }
}
