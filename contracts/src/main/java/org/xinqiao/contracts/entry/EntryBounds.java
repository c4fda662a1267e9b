package org.xinqiao.contracts.entry;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** How large an entry and its parts may be. */
public final class EntryBounds {
    /** UTF-16 units of one text. */
    public static final int TEXT_CHARACTERS_MAX = 8_000;

    /** How many fields of the catalogue one entry has. */
    public static final int FIELDS_MAX = 256;

    /** Characters of a field's name, letters, digits and {@code _ . -}. */
    public static final int FIELD_NAME_CHARACTERS_MAX = 64;

    /** Bytes of an entry as canonical JSON. */
    public static final int JSON_BYTES_MAX = 131_072;

    static final int TEXT_BYTES_MAX = 3 * TEXT_CHARACTERS_MAX;
    private static final int YEAR_MAX = 9999;

    private EntryBounds() {}

    static void text(@Nullable String text) {
        if (text != null && (text.isEmpty() || text.length() > TEXT_CHARACTERS_MAX)) {
            throw new IllegalArgumentException(
                    "a text has 1 to " + TEXT_CHARACTERS_MAX + " characters");
        }
    }

    static void day(@Nullable LocalDate day) {
        if (day != null && (day.getYear() < 0 || day.getYear() > YEAR_MAX)) {
            throw new IllegalArgumentException("a year has four digits");
        }
    }

    static void fieldName(String name) {
        boolean fits = !name.isEmpty() && name.length() <= FIELD_NAME_CHARACTERS_MAX;
        if (!fits || !plain(name)) {
            throw new IllegalArgumentException("a field's name is letters, digits, _ . and -");
        }
    }

    private static boolean plain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!letter && c != '_' && c != '.' && c != '-') {
                return false;
            }
        }
        return true;
    }
}
