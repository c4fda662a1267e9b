package org.xinqiao.contracts.identity;

import java.util.regex.Pattern;

/** The one spelling of a number: what a Chinese keyboard writes in full width becomes ASCII. */
final class Characters {
    private static final char FULL_WIDTH_FIRST = '\uFF01';
    private static final char FULL_WIDTH_LAST = '\uFF5E';
    private static final int FULL_WIDTH_OFFSET = '\uFF01' - '!';

    private Characters() {}

    /** Half width and upper case; spaces stay, so that they are refused and not guessed away. */
    static String normalise(String text) {
        StringBuilder normal = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            normal.append(normalise(text.charAt(i)));
        }
        return normal.toString();
    }

    /** The normalised text, if it has the form; otherwise refused by the rule. */
    static String normalise(String text, Pattern form, String rule) {
        String normal = normalise(text);
        if (!form.matcher(normal).matches()) {
            throw new InvalidIdentifier(rule, text);
        }
        return normal;
    }

    private static char normalise(char character) {
        char half =
                character >= FULL_WIDTH_FIRST && character <= FULL_WIDTH_LAST
                        ? (char) (character - FULL_WIDTH_OFFSET)
                        : character;
        // Only ASCII: other scripts have letters whose upper case is a Latin one.
        return half >= 'a' && half <= 'z' ? (char) (half - 'a' + 'A') : half;
    }
}
