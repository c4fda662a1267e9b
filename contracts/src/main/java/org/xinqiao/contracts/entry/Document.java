package org.xinqiao.contracts.entry;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The document 文书 that an entry rests on.
 *
 * @param date the day of the decision
 * @param reference its number 文书号
 */
public record Document(@Nullable LocalDate date, @Nullable String reference) {
    /** Checks the bounds. */
    public Document {
        EntryBounds.day(date);
        EntryBounds.text(reference);
    }
}
