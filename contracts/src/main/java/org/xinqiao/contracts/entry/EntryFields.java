package org.xinqiao.contracts.entry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What an entry says in the fields of its catalogue item: texts by name, in the names' order. */
public final class EntryFields {
    /** No fields. */
    public static final EntryFields NONE = new EntryFields(new String[0], new String[0]);

    private final String[] names;
    private final String[] values;

    private EntryFields(String[] names, String[] values) {
        this.names = names;
        this.values = values;
    }

    /** These fields. */
    public static EntryFields of(Map<String, String> fields) {
        var sorted = new TreeMap<>(fields);
        return ofSorted(new ArrayList<>(sorted.keySet()), new ArrayList<>(sorted.values()));
    }

    /** Fields whose names are in order already; refuses others, and what is out of bounds. */
    static EntryFields ofSorted(List<String> names, List<String> values) {
        if (names.isEmpty()) {
            return NONE;
        }
        if (names.size() > EntryBounds.FIELDS_MAX) {
            throw new IllegalArgumentException("fields: more than " + EntryBounds.FIELDS_MAX);
        }
        for (int i = 0; i < names.size(); i++) {
            EntryBounds.fieldName(names.get(i));
            EntryBounds.text(values.get(i));
            if (i > 0 && names.get(i - 1).compareTo(names.get(i)) >= 0) {
                throw new IllegalArgumentException("fields: a name stands twice");
            }
        }
        return new EntryFields(names.toArray(String[]::new), values.toArray(String[]::new));
    }

    /** The value of a name. */
    public Optional<String> get(String name) {
        int at = Arrays.binarySearch(names, name);
        return at < 0 ? Optional.empty() : Optional.of(values[at]);
    }

    /** All names, in order. */
    public List<String> names() {
        return List.of(names);
    }

    /** The fields whose names pass. */
    public EntryFields only(Predicate<String> wanted) {
        var kept = new TreeMap<>(toMap());
        kept.keySet().removeIf(wanted.negate());
        return of(kept);
    }

    /** The fields with one more, or with another value. */
    public EntryFields with(String name, String value) {
        var changed = new TreeMap<>(toMap());
        changed.put(name, value);
        return of(changed);
    }

    /** A map of its own. */
    public Map<String, String> toMap() {
        var map = new TreeMap<String, String>();
        for (int i = 0; i < names.length; i++) {
            map.put(names[i], values[i]);
        }
        return map;
    }

    int size() {
        return names.length;
    }

    String name(int at) {
        return names[at];
    }

    String value(int at) {
        return values[at];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntryFields that
                && Arrays.equals(names, that.names)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(names) + Arrays.hashCode(values);
    }

    /** The names alone: values may be personal. */
    @Override
    public String toString() {
        return Arrays.toString(names);
    }
}
