package org.xinqiao.gateway.lists;

import org.xinqiao.contracts.entry.Entry;

/**
 * An entry that can be read here.
 *
 * @param stream the stream that brought it
 * @param key its key there
 * @param entry the entry
 */
public record HeldEntry(String stream, String key, Entry entry) {}
