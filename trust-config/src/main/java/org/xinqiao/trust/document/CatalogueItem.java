package org.xinqiao.trust.document;

import java.util.Set;

/**
 * One data item of the catalogue 目录 (rule R07).
 *
 * @param code its code
 * @param nameZh name in Chinese
 * @param nameEn name in English
 * @param disclosure its one class
 * @param tags marks of rules R01 and R02
 * @param subjects whom it is about
 */
public record CatalogueItem(
        String code,
        String nameZh,
        String nameEn,
        DisclosureClass disclosure,
        Set<Tag> tags,
        Subjects subjects) {
    /** Whom an item is about. */
    public enum Subjects {
        /** Natural persons. */
        NATURAL,
        /** Legal persons and other organisations. */
        ORGANISATION,
        /** Both. */
        ANY
    }

    /** Keeps its own copy. */
    public CatalogueItem {
        tags = Set.copyOf(tags);
    }

    /** Whether it is never exchanged of a natural person (rule R01). */
    public boolean neverExchanged() {
        return subjects != Subjects.ORGANISATION && tags.stream().anyMatch(Tag::never);
    }

    /** Whether it needs written consent of a natural person (rule R02). */
    public boolean needsWrittenConsent() {
        return subjects != Subjects.ORGANISATION && tags.contains(Tag.WRITTEN_CONSENT);
    }
}
