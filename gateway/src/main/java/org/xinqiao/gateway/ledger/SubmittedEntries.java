package org.xinqiao.gateway.ledger;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.entry.Finding;

/**
 * What became of entries that were handed in.
 *
 * @param accepted how many became changes
 * @param first the first change's number; null if there is none
 * @param last the last change's number
 * @param faults what is wrong with the others and, by flags, with some of these; named as far as
 *     there is room
 * @param setAside how many wait in the quarantine
 * @param refused how many are not kept at all
 */
public record SubmittedEntries(
        long accepted,
        @Nullable Long first,
        @Nullable Long last,
        List<Fault> faults,
        long setAside,
        long refused) {
    /** Keeps a copy. */
    public SubmittedEntries {
        faults = List.copyOf(faults);
    }

    /**
     * One entry with something wrong.
     *
     * @param number which one, from 1
     * @param key its key; null where it could not be read
     * @param quarantine its id in the quarantine; null where it is not there
     * @param accepted whether it became a change all the same
     * @param findings what is wrong by the rules
     * @param field where its form is wrong; null where it is not
     * @param rule what the form must be
     */
    public record Fault(
            int number,
            @Nullable String key,
            @Nullable UUID quarantine,
            boolean accepted,
            List<Finding> findings,
            @Nullable String field,
            @Nullable String rule) {
        /** Keeps a copy. */
        public Fault {
            findings = List.copyOf(findings);
        }
    }
}
