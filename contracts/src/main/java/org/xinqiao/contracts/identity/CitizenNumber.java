package org.xinqiao.contracts.identity;

import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * A citizen identity number 公民身份号码 of 18 characters (GB 11643-1999): division, date of birth,
 * sequence, check character. The division may be retired or unknown.
 */
public final class CitizenNumber implements NaturalPersonNumber {
    // A first 9 marks a foreign permanent resident; no division begins with 0.
    private static final Pattern FORM = Pattern.compile("[1-8][0-9]{16}[0-9X]");

    private final EighteenDigits digits;

    private CitizenNumber(EighteenDigits digits) {
        this.digits = digits;
    }

    /** The number in a text; full-width characters and a small x are taken for what they mean. */
    public static CitizenNumber parse(String text) {
        return new CitizenNumber(EighteenDigits.parse(text, FORM, "GB 11643-1999"));
    }

    @Override
    public SubjectType type() {
        return SubjectType.CITIZEN;
    }

    /** The division of the first registration. */
    public DivisionCode division() {
        return DivisionCode.parse(digits.number().substring(0, 6));
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
        return other instanceof CitizenNumber number && number.digits.equals(digits);
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
