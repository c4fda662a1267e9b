package org.xinqiao.contracts.identity;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/** What both kinds of a person's 18-character number share: form, birth date, check character. */
record EighteenDigits(String number, LocalDate birthDate) {
    private static final int LAST = 17;

    static EighteenDigits parse(String text, Pattern form, String standard) {
        String number = Characters.normalise(text, form, standard + " form");
        LocalDate birthDate;
        try {
            birthDate =
                    LocalDate.of(
                            Integer.parseInt(number, 6, 10, 10),
                            Integer.parseInt(number, 10, 12, 10),
                            Integer.parseInt(number, 12, 14, 10));
        } catch (DateTimeException e) {
            throw new InvalidIdentifier(standard + " date of birth", text);
        }
        if (CheckCharacters.mod11By2(number.substring(0, LAST)) != number.charAt(LAST)) {
            throw new InvalidIdentifier(standard + " check character", text);
        }
        return new EighteenDigits(number, birthDate);
    }

    @Override
    public String toString() {
        return Masking.of(number);
    }
}
