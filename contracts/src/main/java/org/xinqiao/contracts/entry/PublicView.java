package org.xinqiao.contracts.entry;

import java.time.LocalDate;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.StatedName;
import org.xinqiao.contracts.identity.StatedNumber;

/**
 * An entry as everybody may see it (R26): no document number of a person, names of persons masked,
 * no field that the catalogue does not name, and nothing at all of what is not public now.
 */
public final class PublicView {
    private PublicView() {}

    /**
     * The view on a day; empty where the entry is not to be displayed: of another class, suspended,
     * repaired, withdrawn, or its time is over.
     */
    public static Optional<Entry> of(Entry entry, EntryItem item, LocalDate today) {
        boolean shown =
                entry.item().equals(item.code())
                        && entry.disclosure() == DisclosureClass.PUBLIC
                        && item.disclosure() == DisclosureClass.PUBLIC
                        && entry.state().inUse()
                        && !DisplayPeriod.isOver(entry.until(), today);
        return shown ? Optional.of(masked(entry, item)) : Optional.empty();
    }

    private static Entry masked(Entry entry, EntryItem item) {
        return withoutNumbers(entry)
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
                            || IdentityNumbers.isField(name, field)
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

    private static String withoutNumbers(String text, Subject subject) {
        String masked = IdentityNumbers.masked(text);
        StatedNumber code = subject.code();
        return code == null || !subject.natural()
                ? masked
                : masked.replace(code.reveal(), code.masked());
    }

    /** The entry with the numbers of persons masked in every text beside subject and fields. */
    static EntryBuilder withoutNumbers(Entry entry) {
        Document document = entry.document();
        Listing listing = entry.listing();
        return new EntryBuilder(entry)
                .basis(masked(entry.basis()))
                .document(
                        document == null
                                ? null
                                : new Document(document.date(), masked(document.reference())))
                .listing(
                        listing == null
                                ? null
                                : new Listing(
                                        IdentityNumbers.masked(listing.domain()),
                                        masked(listing.notice()),
                                        masked(listing.remedy()),
                                        masked(listing.removal())));
    }

    private static @Nullable String masked(@Nullable String text) {
        return text == null ? null : IdentityNumbers.masked(text);
    }
}
