package org.xinqiao.contracts.identity;

/**
 * The registered name of an organisation 单位名称, public as its unified social credit code is.
 *
 * @param text 1 to 200 printable characters
 */
public record OrganisationName(String text) {
    /** How many UTF-16 units a name may have. */
    public static final int CHARACTERS_MAX = 200;

    /** Refuses what is blank, too long, or has line breaks or other control characters. */
    public OrganisationName {
        boolean printable = text.codePoints().noneMatch(Character::isISOControl);
        if (text.isBlank()
                || text.length() > CHARACTERS_MAX
                || !text.strip().equals(text)
                || !printable) {
            throw new InvalidIdentifier("organisation name of 1 to 200 printable characters", "");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
