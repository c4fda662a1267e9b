package org.xinqiao.contracts.entry;

import org.xinqiao.contracts.identity.NaturalPersonNumber;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;

/** Whom an item or a class is about. */
public enum AppliesTo {
    /** Natural persons. */
    NATURAL,
    /** Organisations. */
    ORGANISATION;

    /** What kind of subject a number names. */
    public static AppliesTo of(SubjectNumber subject) {
        return switch (subject) {
            case NaturalPersonNumber _ -> NATURAL;
            case UnifiedSocialCreditCode _ -> ORGANISATION;
        };
    }
}
