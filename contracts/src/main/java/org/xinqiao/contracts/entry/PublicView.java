package org.xinqiao.contracts.entry;

import java.time.LocalDate;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.xinqiao.contracts.identity.CitizenNumber;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.StatedName;
import org.xinqiao.contracts.identity.StatedNumber;

/**
 * An entry as everybody may see it (R26): no document number of a person, names of persons masked,
 * no field that the catalogue does not name, and nothing at all of what is not public now.
 */
public final class PublicView {
    /** How the standard names fields that hold the number of a person's document. */
    private static final String NUMBER_SUFFIX = "_ZJHM";

    private static final Pattern CITIZEN =
            Pattern.compile("(?<![0-9])[1-8][0-9]{16}[0-9Xx](?![0-9])");

    private PublicView() {}

    /**
     * The view on a day; empty where the entry is not to be displayed: of another class, suspended,
     * repaired, withdrawn, or its time is over.
     */
    public static Optional<Entry> of(Entry entry, EntryItem item, LocalDate today) {
        LocalDate until = entry.until();
        boolean shown =
                entry.item().equals(item.code())
                        && entry.disclosure() == DisclosureClass.PUBLIC
                        && item.disclosure() == DisclosureClass.PUBLIC
                        && entry.state().inUse()
                        && (until == null || !today.isAfter(until));
        return shown ? Optional.of(masked(entry, item)) : Optional.empty();
    }

    private static Entry masked(Entry entry, EntryItem item) {
        return new EntryBuilder(entry)
                .subject(subject(entry.subject()))
                .fields(fields(entry, item))
                .link(null)
                .consent(null)
                .build();
    }

    private static Subject subject(Subject subject) {
        return switch (subject) {
            case Subject.Organisation organisation -> organisation;
            case Subject.Person person ->
                    new Subject.Person(person.type(), null, new StatedName(person.name().masked()));
        };
    }

    private static EntryFields fields(Entry entry, EntryItem item) {
        var shown = new TreeMap<String, String>();
        boolean natural = entry.subject().natural();
        for (String name : entry.fields().names()) {
            Optional<EntryField> field = item.field(name);
            boolean hidden =
                    field.isEmpty()
                            || name.endsWith(NUMBER_SUFFIX)
                            || field.get().holds() == EntryField.Holds.IDENTITY_NUMBER
                            || natural
                                    && (field.get().isForbidden()
                                            || field.get().needsWrittenConsent());
            if (!hidden) {
                String value = entry.fields().get(name).orElseThrow();
                shown.put(
                        name,
                        field.get().holds() == EntryField.Holds.PERSON_NAME
                                ? Character.toString(value.codePointAt(0)) + "**"
                                : withoutNumbers(value, entry.subject()));
            }
        }
        return EntryFields.of(shown);
    }

    /** Numbers of persons stand in free text too. */
    private static String withoutNumbers(String text, Subject subject) {
        String masked = CITIZEN.matcher(text).replaceAll(PublicView::stars);
        StatedNumber code = subject.code();
        return code == null || !subject.natural()
                ? masked
                : masked.replace(code.reveal(), code.masked());
    }

    private static String stars(MatchResult found) {
        try {
            return CitizenNumber.parse(found.group()).masked();
        } catch (InvalidIdentifier e) {
            // Not a person's number: perhaps a document's or an account's.
            return found.group();
        }
    }
}
