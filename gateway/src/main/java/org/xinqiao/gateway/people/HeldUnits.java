package org.xinqiao.gateway.people;

import java.util.Map;
import java.util.TreeMap;

/**
 * How much of each limited class of an agreement a person holds, in all cities together.
 *
 * @param byClass units by the class's number; a class that is not limited is not among them
 */
public record HeldUnits(Map<Integer, Long> byClass) {
    /** Nothing in question is limited. */
    public static final HeldUnits UNCOUNTED = new HeldUnits(Map.of());

    /** Keeps its own copy. */
    public HeldUnits {
        byClass = Map.copyOf(byClass);
    }

    /** The units of a class. */
    public long of(int classNumber) {
        return byClass.getOrDefault(classNumber, 0L);
    }

    /** The same text for the same units: part of a decision's inputs. */
    public String canonical() {
        return byClass.isEmpty() ? "" : new TreeMap<>(byClass).toString();
    }
}
