package org.xinqiao.gateway.lists;

import java.util.Set;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.Severity;
import org.xinqiao.contracts.stream.StreamName;

/**
 * One line of the routing configuration: what this node passes on, out of a stream that it holds,
 * in a stream of its own.
 *
 * @param from the stream that is held, of another node
 * @param to the own stream
 * @param items codes of the catalogue that pass; empty lets all pass
 * @param severities severities that pass; empty lets all pass, and what has none
 */
public record Forward(StreamName from, StreamName to, Set<String> items, Set<Severity> severities) {
    /** Keeps copies. */
    public Forward {
        items = Set.copyOf(items);
        severities = Set.copyOf(severities);
    }

    /** Whether the line means entries of this item. */
    public boolean meansItem(Entry entry) {
        return items.isEmpty() || items.contains(entry.item());
    }

    /** Whether the line means entries of this severity. */
    public boolean meansSeverity(Entry entry) {
        Severity severity = entry.severity();
        return severities.isEmpty() || (severity != null && severities.contains(severity));
    }
}
