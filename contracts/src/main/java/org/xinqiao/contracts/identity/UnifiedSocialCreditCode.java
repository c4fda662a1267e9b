package org.xinqiao.contracts.identity;

import java.util.regex.Pattern;

/**
 * A unified social credit code 统一社会信用代码 of 18 characters (GB 32100-2015): registration department
 * and category, division, organisation code (GB 11714), check character.
 *
 * <p>The last character alone decides whether the code is one. The organisation code inside has a
 * check character of its own, which real codes sometimes miss: see {@link
 * #organisationCodeValid()}.
 */
public final class UnifiedSocialCreditCode implements SubjectNumber {
    private static final Pattern FORM =
            Pattern.compile(
                    "[%1$s]{2}[0-9]{6}[%1$s]{10}".formatted(CheckCharacters.GB32100_ALPHABET));
    private static final int LAST = 17;

    private final String code;

    private UnifiedSocialCreditCode(String code) {
        this.code = code;
    }

    /** The code in a text; full-width characters and small letters are taken for what they mean. */
    public static UnifiedSocialCreditCode parse(String text) {
        String code = Characters.normalise(text, FORM, "GB 32100-2015 form");
        if (CheckCharacters.gb32100(code.substring(0, LAST)) != code.charAt(LAST)) {
            throw new InvalidIdentifier("GB 32100-2015 check character", text);
        }
        return new UnifiedSocialCreditCode(code);
    }

    @Override
    public SubjectType type() {
        return SubjectType.ORGANISATION;
    }

    /** The division of the registering body. */
    public DivisionCode division() {
        return DivisionCode.parse(code.substring(2, 8));
    }

    /** The nine characters of the organisation code 组织机构代码 inside. */
    public String organisationCode() {
        return code.substring(8, LAST);
    }

    /** Whether the organisation code's own check character (GB 11714-1997) holds. */
    public boolean organisationCodeValid() {
        return CheckCharacters.gb11714(code.substring(8, 16)) == code.charAt(16);
    }

    @Override
    public String reveal() {
        return code;
    }

    /** The code as it is published: an organisation's is public, unlike a person's number. */
    public String text() {
        return code;
    }

    @Override
    public String masked() {
        return Masking.of(code);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnifiedSocialCreditCode number && number.code.equals(code);
    }

    @Override
    public int hashCode() {
        return code.hashCode();
    }

    @Override
    public String toString() {
        return masked();
    }
}
