package org.xinqiao.contracts.identity;

import java.util.regex.Pattern;

/**
 * A business registration number 工商注册号 of 15 digits, which older records carry in place of the
 * unified code: six digits of the registration office, eight of sequence, and the check digit of
 * ISO 7064 MOD 11,10.
 */
public record RegistrationNumber(String number) {
    private static final Pattern FORM = Pattern.compile("[0-9]{15}");
    private static final int LAST = 14;

    /** Refuses what has not the form or the check digit. */
    public RegistrationNumber {
        if (!FORM.matcher(number).matches()) {
            throw new InvalidIdentifier("registration number of 15 digits", number);
        }
        if (CheckCharacters.mod11By10(number.substring(0, LAST)) != number.charAt(LAST)) {
            throw new InvalidIdentifier("registration number check digit", number);
        }
    }

    /** The number in a text; full-width digits are taken for what they mean. */
    public static RegistrationNumber parse(String text) {
        return new RegistrationNumber(Characters.normalise(text));
    }

    @Override
    public String toString() {
        return Masking.of(number);
    }
}
