package org.xinqiao.trust.document;

import java.util.Set;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.entry.Tag;

/**
 * One data item of the catalogue; what the catalogue does not name is never exchanged.
 *
 * @param code its code, such as {@code credit.score}
 * @param nameZh its name in Chinese
 * @param nameEn its name in English
 * @param clazz to whom it may be shown
 * @param tags what makes it special by law
 * @param appliesTo whom it is about
 * @param source the rule that it rests on
 */
public record CatalogueItem(
        String code,
        String nameZh,
        String nameEn,
        DisclosureClass clazz,
        Set<Tag> tags,
        Set<AppliesTo> appliesTo,
        String source) {
    /** Keeps copies. */
    public CatalogueItem {
        tags = Set.copyOf(tags);
        appliesTo = Set.copyOf(appliesTo);
    }

    /** Whether it must never be exchanged about a natural person, whatever was agreed. */
    public boolean isForbidden() {
        return appliesTo.contains(AppliesTo.NATURAL) && tags.stream().anyMatch(Tag::isForbidden);
    }

    /** Whether it needs the person's written consent. */
    public boolean needsWrittenConsent() {
        return tags.contains(Tag.WRITTEN_CONSENT);
    }
}
