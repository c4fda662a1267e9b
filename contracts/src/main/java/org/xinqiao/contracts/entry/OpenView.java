package org.xinqiao.contracts.entry;

import java.util.Optional;
import java.util.TreeMap;

/**
 * An entry as it may travel in a stream that is not one recipient's own (protocol, section 6): none
 * about natural persons, and no number of a person in one about an organisation.
 */
public final class OpenView {
    private OpenView() {}

    /** The view; empty where the entry is about a person, or of another item. */
    public static Optional<Entry> of(Entry entry, EntryItem item) {
        if (entry.subject().natural() || !entry.item().equals(item.code())) {
            return Optional.empty();
        }
        var fields = new TreeMap<String, String>();
        for (String name : entry.fields().names()) {
            Optional<EntryField> field = item.field(name);
            if (field.isPresent() && !IdentityNumbers.isField(name, field)) {
                fields.put(name, IdentityNumbers.masked(entry.fields().get(name).orElseThrow()));
            }
        }
        return Optional.of(
                PublicView.withoutNumbers(entry)
                        .fields(EntryFields.of(fields))
                        .link(null)
                        .consent(null)
                        .build());
    }
}
