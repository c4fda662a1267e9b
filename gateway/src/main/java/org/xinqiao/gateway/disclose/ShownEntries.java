package org.xinqiao.gateway.disclose;

import java.util.List;
import org.xinqiao.gateway.permit.PermittedQuery;

/**
 * The answer to a query of entries.
 *
 * @param query the query
 * @param entries what may be shown
 */
public record ShownEntries(PermittedQuery query, List<ShownEntry> entries) {
    /** Keeps a copy. */
    public ShownEntries {
        entries = List.copyOf(entries);
    }
}
