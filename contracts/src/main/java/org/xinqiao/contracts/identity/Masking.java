package org.xinqiao.contracts.identity;

/** How identifiers look wherever people or logs see them: length and both ends, no more. */
final class Masking {
    private static final int SHOWN_AT_EACH_END = 2;
    private static final int HIDDEN_MIN = 6;
    private static final int CHARACTERS_MAX = 32;

    private Masking() {}

    static String of(String text) {
        int length = Math.min(text.length(), CHARACTERS_MAX);
        if (length < 2 * SHOWN_AT_EACH_END + HIDDEN_MIN) {
            return "*".repeat(length);
        }
        String start = text.substring(0, SHOWN_AT_EACH_END);
        String end = text.substring(text.length() - SHOWN_AT_EACH_END);
        return printable(start) + "*".repeat(length - 2 * SHOWN_AT_EACH_END) + printable(end);
    }

    // A refused text may be anything, a line break for the log included.
    private static String printable(String text) {
        return text.replaceAll("[^0-9A-Za-z]", "?");
    }
}
