package org.xinqiao.contracts.identity;

import java.util.Optional;

/**
 * A number as a source stated it, right or wrong: records with a wrong number are set aside and
 * reported back, never lost, so they must be held as they came. Its text is masked.
 */
public record StatedNumber(String reveal) {
    /** The longest number that is carried at all. */
    public static final int CHARACTERS_MAX = 64;

    /** Refuses an empty or overlong text. */
    public StatedNumber {
        if (reveal.isEmpty() || reveal.length() > CHARACTERS_MAX) {
            throw new InvalidIdentifier("number of 1 to " + CHARACTERS_MAX + " characters", "");
        }
    }

    /** The number that it is; empty if its form or check character is wrong. */
    public Optional<SubjectNumber> checked(SubjectType type) {
        try {
            return Optional.of(SubjectNumber.parse(type, reveal));
        } catch (InvalidIdentifier e) {
            return Optional.empty();
        }
    }

    /** Both ends, and stars between. */
    public String masked() {
        return Masking.of(reveal);
    }

    @Override
    public String toString() {
        return masked();
    }
}
