package org.xinqiao.contracts.entry;

import java.util.Set;

/**
 * One field of a catalogue item.
 *
 * @param name its name, such as {@code CF_NR}
 * @param zh what it is called
 * @param required whether every entry has it
 * @param holds what it holds, as far as that decides who may see it
 * @param tags what makes it special by law
 */
public record EntryField(String name, String zh, boolean required, Holds holds, Set<Tag> tags) {
    /** Keeps a copy, checks the name. */
    public EntryField {
        EntryBounds.fieldName(name);
        tags = Set.copyOf(tags);
    }

    /** What a field holds. */
    public enum Holds {
        /** Text that anybody may read who may read the entry. */
        TEXT,
        /** 证件号码: the number of a person's document; in no public view (R26). */
        IDENTITY_NUMBER,
        /** 姓名: the name of a person; masked in a public view (R26). */
        PERSON_NAME
    }

    /** Whether it must never be collected about a natural person (R01). */
    public boolean isForbidden() {
        return tags.stream().anyMatch(Tag::isForbidden);
    }

    /** Whether it is collected about a natural person with written consent alone (R02). */
    public boolean needsWrittenConsent() {
        return tags.contains(Tag.WRITTEN_CONSENT);
    }
}
