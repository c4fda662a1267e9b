package org.xinqiao.gateway.permit;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.gateway.people.QueryAuthorisation;
import org.xinqiao.gateway.receive.EntriesAsked;

/**
 * A query that may be answered.
 *
 * @param asked the query
 * @param classes what may be shown of it
 * @param authorisation the authorisation that it uses up; null for none
 */
public record PermittedQuery(
        EntriesAsked asked,
        Set<DisclosureClass> classes,
        @Nullable QueryAuthorisation authorisation) {
    /** Keeps a copy. */
    public PermittedQuery {
        classes = Set.copyOf(classes);
    }
}
