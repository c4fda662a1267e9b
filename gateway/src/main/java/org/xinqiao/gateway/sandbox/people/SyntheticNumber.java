package org.xinqiao.gateway.sandbox.people;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.SubjectType;

/**
 * Citizen identity numbers 公民身份号码 that nobody holds.
 *
 * <p>Division 799999: no region has the number 79. GB/T 2260 uses 71 for Taiwan, 81 for Hong Kong
 * and 82 for Macao, and residence permits add 83; 79 is in no edition of the standard and among no
 * retired codes, so an authority cannot have issued such a number. The rest of the number is as GB
 * 11643-1999 has it.
 */
final class SyntheticNumber {
    static final String DIVISION = "799999";
    static final int SEQUENCE_MAX = 999;

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK_CHARACTERS = "10X98765432";

    private SyntheticNumber() {}

    /**
     * @param sequence 0 to 999 within a birth date, odd for men and even for women
     */
    static SubjectNumber of(LocalDate birthDate, int sequence) {
        String front =
                DIVISION
                        + birthDate.format(DateTimeFormatter.BASIC_ISO_DATE)
                        + String.format(Locale.ROOT, "%03d", sequence);
        return SubjectNumber.parse(SubjectType.CITIZEN, front + checkCharacter(front));
    }

    private static char checkCharacter(String front) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * Character.digit(front.charAt(i), 10);
        }
        return CHECK_CHARACTERS.charAt(sum % CHECK_CHARACTERS.length());
    }
}
