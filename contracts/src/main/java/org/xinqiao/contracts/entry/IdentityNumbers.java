package org.xinqiao.contracts.entry;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.SubjectType;

/** Finds the numbers of persons, by the field that they stand in and in free text. */
final class IdentityNumbers {
    /** How the standard of 双公示 names fields that hold the number of a person's document. */
    private static final String FIELD_SUFFIX = "_ZJHM";

    private static final int CHARACTERS = 18;
    private static final String DIGIT = "[0-9０-９]";
    private static final Pattern EIGHTEEN =
            Pattern.compile("(?<!%1$s)%1$s{17}(?:%1$s|[XxＸｘ])(?!%1$s)".formatted(DIGIT));

    private IdentityNumbers() {}

    /** Whether a field is there to hold one. */
    static boolean isField(String name, Optional<EntryField> field) {
        return name.endsWith(FIELD_SUFFIX)
                || field.isPresent() && field.get().holds() == EntryField.Holds.IDENTITY_NUMBER;
    }

    /** Whether one stands in a text. */
    static boolean isIn(String text) {
        if (text.length() < CHARACTERS) {
            return false;
        }
        Matcher candidates = EIGHTEEN.matcher(text);
        while (candidates.find()) {
            if (personal(candidates.group()).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** The text with both ends of each, and stars between. */
    static String masked(String text) {
        return EIGHTEEN.matcher(text).replaceAll(IdentityNumbers::masked);
    }

    private static String masked(MatchResult found) {
        return personal(found.group()).map(SubjectNumber::masked).orElse(found.group());
    }

    /** By its check character; an organisation's code may have no letter in it either. */
    private static Optional<SubjectNumber> personal(String eighteen) {
        return parse(SubjectType.ORGANISATION, eighteen).isPresent()
                ? Optional.empty()
                : parse(SubjectType.CITIZEN, eighteen)
                        .or(() -> parse(SubjectType.FOREIGN_PERMANENT_RESIDENT, eighteen));
    }

    private static Optional<SubjectNumber> parse(SubjectType type, String text) {
        try {
            return Optional.of(SubjectNumber.parse(type, text));
        } catch (InvalidIdentifier e) {
            return Optional.empty();
        }
    }
}
