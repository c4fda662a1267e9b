package org.xinqiao.contracts.entry;

import org.jspecify.annotations.Nullable;

/**
 * What a list must say of whom it lists (R28).
 *
 * @param domain the field of the list, such as tax
 * @param notice the notice by which the subject was told
 * @param remedy what the subject can do against it
 * @param removal under which conditions the entry goes
 */
public record Listing(
        String domain, @Nullable String notice, @Nullable String remedy, @Nullable String removal) {
    /** Checks the bounds. */
    public Listing {
        EntryBounds.text(domain);
        EntryBounds.text(notice);
        EntryBounds.text(remedy);
        EntryBounds.text(removal);
    }
}
