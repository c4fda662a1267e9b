package org.xinqiao.contracts.identity;

/** The name of a person as a source stated it; its text shows the first character only. */
public record StatedName(String reveal) {
    /** The longest name that is carried at all. */
    public static final int CHARACTERS_MAX = 200;

    /** Refuses an empty or overlong text. */
    public StatedName {
        if (reveal.isEmpty() || reveal.length() > CHARACTERS_MAX) {
            throw new InvalidIdentifier("name of 1 to " + CHARACTERS_MAX + " characters", "");
        }
    }

    /** The first character and two stars: 陈**. */
    public String masked() {
        return Character.toString(reveal.codePointAt(0)) + "**";
    }

    @Override
    public String toString() {
        return masked();
    }
}
