package org.xinqiao.contracts.entry;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.Level;

/**
 * What the catalogue says of one kind of entry.
 *
 * @param code its code, such as {@code record.penalty}
 * @param zh its name in Chinese
 * @param en its name in English
 * @param kind what kind of information
 * @param list which list it belongs to; null for a record
 * @param disclosure to whom it may be shown; exactly one class (R05)
 * @param appliesTo whom it may be about
 * @param level whose catalogue it stands in: the nation's, or a local supplement
 * @param from first day in force
 * @param until last day in force; null while it has no end
 * @param doublePublicity whether it is published within seven working days (双公示, R08)
 * @param fields its fields, each with another name
 */
public record EntryItem(
        String code,
        String zh,
        String en,
        ItemKind kind,
        @Nullable ListKind list,
        DisclosureClass disclosure,
        Set<AppliesTo> appliesTo,
        Level level,
        LocalDate from,
        @Nullable LocalDate until,
        boolean doublePublicity,
        Map<String, EntryField> fields) {
    /** Keeps copies. */
    public EntryItem {
        appliesTo = Set.copyOf(appliesTo);
        fields = Map.copyOf(fields);
    }

    static Map<String, EntryField> byName(List<EntryField> fields) {
        return fields.stream().collect(Collectors.toMap(EntryField::name, Function.identity()));
    }

    /** The field of a name. */
    public Optional<EntryField> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** Whether it is in force on a day. */
    public boolean inForce(LocalDate day) {
        return !day.isBefore(from) && (until == null || !day.isAfter(until));
    }
}
