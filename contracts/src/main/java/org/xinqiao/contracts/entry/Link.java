package org.xinqiao.contracts.entry;

import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.StatedNumber;

/**
 * By which organisation's breach a person is named (R30).
 *
 * @param code the organisation's code
 * @param document the document that names the person
 * @param role what the person is there, such as 法定代表人
 */
public record Link(StatedNumber code, @Nullable Document document, @Nullable String role) {
    /** Checks the bounds. */
    public Link {
        EntryBounds.text(role);
    }
}
