package org.xinqiao.contracts.identity;

/**
 * The official number of a subject: checked when made, equal by its normalised characters, masked
 * whenever it becomes text. {@link #reveal()} is the only way to the number; it goes into the
 * pseudonym, the score query and encrypted messages, and nowhere else.
 */
public sealed interface SubjectNumber permits NaturalPersonNumber, UnifiedSocialCreditCode {
    /** What kind of subject it names. */
    SubjectType type();

    /** The number in its one spelling. */
    String reveal();

    /** The number with its middle hidden; what {@code toString} answers too. */
    String masked();

    /** The number of this kind in a text; throws {@link InvalidIdentifier} if it is none. */
    static SubjectNumber parse(SubjectType type, String text) {
        return switch (type) {
            case CITIZEN -> CitizenNumber.parse(text);
            case FOREIGN_PERMANENT_RESIDENT -> PermanentResidentNumber.parse(text);
            case ORGANISATION -> UnifiedSocialCreditCode.parse(text);
        };
    }
}
