package org.xinqiao.gateway.sandbox.people;

import java.util.Map;
import java.util.Optional;
import org.xinqiao.contracts.identity.NodeId;

/**
 * One of the ten residents with attributes written by hand.
 *
 * @param grade the city's own name for the score's grade; empty where there is no score
 * @param note what this resident is there to show, in Chinese and English
 * @param expects by benefit of every other city with one: BENEFIT, NO_EFFECT, or the name of the
 *     problem that refuses. Written by hand from the published thresholds, never computed
 */
public record SampleResident(
        NodeId node,
        Resident resident,
        Optional<String> grade,
        Note note,
        Map<String, String> expects) {
    /** A sentence in two languages. */
    public record Note(String zh, String en) {}
}
