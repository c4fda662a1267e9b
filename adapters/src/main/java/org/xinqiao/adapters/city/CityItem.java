package org.xinqiao.adapters.city;

import java.time.LocalDate;
import java.util.List;

/**
 * What a city holds of one data item about one subject.
 *
 * @param values within the bounds of an answer; empty where the city itself says that it holds
 *     nothing
 * @param asOf the day of which it says so
 */
public record CityItem(List<String> values, LocalDate asOf) {
    /** Keeps its own copy. */
    public CityItem {
        values = List.copyOf(values);
    }

    /** Masked: the values may be a person's. */
    @Override
    public String toString() {
        return "CityItem[***]";
    }
}
