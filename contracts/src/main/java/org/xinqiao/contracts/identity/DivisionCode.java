package org.xinqiao.contracts.identity;

import java.util.Optional;

/**
 * A six-digit administrative division code 行政区划代码 (GB/T 2260).
 *
 * <p>Soft on purpose: divisions are merged and renamed while the numbers issued under them live on,
 * so a retired, pseudo or unknown code is still a code. {@link #isKnown()} says what the tables
 * say.
 */
public record DivisionCode(String code) implements Comparable<DivisionCode> {
    private static final int DIGITS = 6;

    /** Refuses anything but six ASCII digits. */
    public DivisionCode {
        if (code.length() != DIGITS || !code.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new InvalidIdentifier("GB/T 2260 division code of six digits", code);
        }
    }

    /** The code in a text of exactly six digits. */
    public static DivisionCode parse(String text) {
        return new DivisionCode(text);
    }

    /** Whether any table, current or older, lists it, or it is one of the known pseudo codes. */
    public boolean isKnown() {
        return DivisionTable.isKnown(code);
    }

    /** Whether it was in force once and no longer is, or is a pseudo code that never was. */
    public boolean isRetired() {
        return isKnown() && !DivisionTable.isCurrent(code);
    }

    /** Its Chinese name, where a table gives one. */
    public Optional<String> name() {
        return DivisionTable.name(code);
    }

    @Override
    public int compareTo(DivisionCode other) {
        return code.compareTo(other.code);
    }

    @Override
    public String toString() {
        return code;
    }
}
