package org.xinqiao.gateway.disclose;

import java.util.List;
import org.xinqiao.gateway.lists.HeldEntry;
import org.xinqiao.gateway.permit.PermittedQuery;

/**
 * What is held about a subject, before the filter.
 *
 * @param query the query
 * @param entries what is held
 */
public record FoundEntries(PermittedQuery query, List<HeldEntry> entries) {
    /** Keeps a copy. */
    public FoundEntries {
        entries = List.copyOf(entries);
    }
}
