package org.xinqiao.contracts.entry;

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
        return ofSorted(
                sorted.keySet().toArray(String[]::new), sorted.values().toArray(String[]::new));
    }

    /** Fields whose names are in order already; refuses what is out of bounds. Takes the arrays. */
    static EntryFields ofSorted(String[] names, String[] values) {
        if (names.length > EntryBounds.FIELDS_MAX) {
            throw new IllegalArgumentException("fields: more than " + EntryBounds.FIELDS_MAX);
        }
        for (String name : names) {
            EntryBounds.fieldName(name);
        }
        return names.length == 0 ? NONE : ofChecked(names, values);
    }

    /** Fields with the names of others. Takes the arrays. */
    static EntryFields ofChecked(String[] names, String[] values) {
        for (String value : values) {
            EntryBounds.text(value);
        }
        return new EntryFields(names, values);
    }

    /** Whether each name comes after the one before. */
    static boolean sorted(String[] names) {
        for (int i = 1; i < names.length; i++) {
            if (names[i - 1].compareTo(names[i]) >= 0) {
                return false;
            }
        }
        return true;
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
