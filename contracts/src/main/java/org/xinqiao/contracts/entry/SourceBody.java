package org.xinqiao.contracts.entry;

import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.StatedNumber;

/**
 * The body that made the record.
 *
 * @param code its unified social credit code
 * @param division its division code as stated; retired and unknown ones pass (R25)
 * @param level its level
 * @param name its name
 */
public record SourceBody(StatedNumber code, String division, Level level, String name) {
    /** Checks the bounds. */
    public SourceBody {
        EntryBounds.text(division);
        EntryBounds.text(name);
    }
}
