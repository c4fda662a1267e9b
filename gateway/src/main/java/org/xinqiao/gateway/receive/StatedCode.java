package org.xinqiao.gateway.receive;

import java.util.regex.Pattern;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;

/**
 * What stands where a file of organisations has a code; a wrong one is named and never dropped
 * (R24).
 */
public sealed interface StatedCode {
    /** Characters of it that are kept. */
    int CHARACTERS_MAX = 64;

    /** A code. */
    record Right(UnifiedSocialCreditCode code) implements StatedCode {}

    /** No code, by this rule. */
    record Wrong(String rule) implements StatedCode {}

    /** A person's number, or what looks like one: it is not kept, and nobody is looked up by it. */
    record Person() implements StatedCode {}

    /** Reads what stands in a cell. */
    static StatedCode of(String cell) {
        try {
            return new Right(UnifiedSocialCreditCode.parse(cell.strip()));
        } catch (InvalidIdentifier e) {
            return PERSON.matcher(cell.strip()).matches() ? new Person() : new Wrong(e.rule());
        }
    }

    /** The cell as it may be kept and shown again. */
    default String shown(String cell) {
        String text = cell.strip();
        String kept = text.length() > CHARACTERS_MAX ? text.substring(0, CHARACTERS_MAX) : text;
        return this instanceof Right ? kept : DIGITS.matcher(kept).replaceAll("**********");
    }

    /** Form of a citizen's number, right or wrong, or of the older one of fifteen digits. */
    Pattern PERSON = Pattern.compile("[1-8１-８](?:[0-9０-９]{14}|[0-9０-９]{16}[0-9０-９Xxｘ])");

    /** So many digits in a row may be a person's number. */
    Pattern DIGITS = Pattern.compile("[0-9０-９]{10,}");
}
