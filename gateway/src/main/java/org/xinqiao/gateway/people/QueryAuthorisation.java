package org.xinqiao.gateway.people;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A subject lets somebody see, once, what is shown by authorisation alone 授权查询 (R06).
 *
 * @param id its id
 * @param requester name of the token that may use it
 * @param purpose for this alone
 * @param items catalogue items that it covers; empty for all
 * @param until until when, exclusive
 * @param usedAt when it was used; null while it was not
 * @param withdrawnAt when it was withdrawn; null while it was not
 */
public record QueryAuthorisation(
        UUID id,
        String requester,
        String purpose,
        Set<String> items,
        Instant until,
        @Nullable Instant usedAt,
        @Nullable Instant withdrawnAt) {
    /** Keeps a copy. */
    public QueryAuthorisation {
        items = Set.copyOf(items);
    }

    /** Whether it covers a catalogue item. */
    public boolean covers(String item) {
        return items.isEmpty() || items.contains(item);
    }
}
