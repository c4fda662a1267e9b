package org.xinqiao.contracts.identity;

/** The name of a natural person; text shows its first character and hides even its length. */
public final class PersonName {
    /** How many UTF-16 units a name may have. */
    public static final int CHARACTERS_MAX = 100;

    private final String name;

    private PersonName(String name) {
        this.name = name;
    }

    /** A name that is not blank, without line breaks and other control characters. */
    public static PersonName of(String name) {
        String stripped = name.strip();
        boolean printable = stripped.codePoints().noneMatch(Character::isISOControl);
        if (stripped.isEmpty() || stripped.length() > CHARACTERS_MAX || !printable) {
            throw new InvalidIdentifier("name of 1 to 100 printable characters", "");
        }
        return new PersonName(stripped);
    }

    /** The whole name. */
    public String reveal() {
        return name;
    }

    /** The first character and two stars: 陈**. */
    public String masked() {
        return Character.toString(name.codePointAt(0)) + "**";
    }

    /** Whether both may be of one family name; in doubt they are. */
    public boolean sharesFamilyName(PersonName other) {
        return FamilyNames.shared(name, other.name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PersonName person && person.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return masked();
    }
}
