package org.xinqiao.gateway.disclose;

import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.EntryItem;

/**
 * An entry as the asker may see it.
 *
 * @param stream the stream that brought it
 * @param key its key there
 * @param item what the catalogue says of its kind
 * @param view the entry, masked
 */
public record ShownEntry(String stream, String key, EntryItem item, Entry view) {}
