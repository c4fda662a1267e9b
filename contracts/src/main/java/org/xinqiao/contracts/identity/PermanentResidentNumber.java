package org.xinqiao.contracts.identity;

import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * The number of a foreign permanent resident's card 外国人永久居留身份证 as issued since December 2023: 9,
 * two digits of the province, three of the nationality (ISO 3166-1), date of birth, sequence, and
 * the check character of GB 11643. The older form of three letters and twelve digits is refused:
 * the rule of its check digit is not published.
 */
public final class PermanentResidentNumber implements NaturalPersonNumber {
    private static final Pattern FORM = Pattern.compile("9[0-9]{16}[0-9X]");

    private final EighteenDigits digits;

    private PermanentResidentNumber(EighteenDigits digits) {
        this.digits = digits;
    }

    /** The number in a text; full-width characters and a small x are taken for what they mean. */
    public static PermanentResidentNumber parse(String text) {
        return new PermanentResidentNumber(
                EighteenDigits.parse(text, FORM, "permanent resident card 2023"));
    }

    @Override
    public SubjectType type() {
        return SubjectType.FOREIGN_PERMANENT_RESIDENT;
    }

    @Override
    public LocalDate birthDate() {
        return digits.birthDate();
    }

    @Override
    public String reveal() {
        return digits.number();
    }

    @Override
    public String masked() {
        return digits.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PermanentResidentNumber number && number.digits.equals(digits);
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }

    @Override
    public String toString() {
        return masked();
    }
}
