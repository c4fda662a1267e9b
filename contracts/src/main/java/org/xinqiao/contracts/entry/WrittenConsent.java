package org.xinqiao.contracts.entry;

import java.time.LocalDate;
import java.util.Set;

/**
 * A person's written consent to the collection of a field that needs one (R02).
 *
 * @param written whether it was given in writing
 * @param adverseNotice whether the person was told of the possible bad consequences before
 * @param items the catalogue items that it covers
 * @param until last day that it is good
 */
public record WrittenConsent(
        boolean written, boolean adverseNotice, Set<String> items, LocalDate until) {
    /** Keeps a copy. */
    public WrittenConsent {
        items = Set.copyOf(items);
    }

    /** Whether it covers an item on a day. */
    public boolean covers(String item, LocalDate day) {
        return written && adverseNotice && items.contains(item) && !day.isAfter(until);
    }
}
