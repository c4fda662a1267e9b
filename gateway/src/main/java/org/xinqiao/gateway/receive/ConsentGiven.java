package org.xinqiao.gateway.receive;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.people.Evidence;
import org.xinqiao.trust.document.DisclosureLevel;

/**
 * A person says yes, as it came in.
 *
 * @param subject whose consent
 * @param recipient who may learn something
 * @param purposes what for; at least one
 * @param items codes of the catalogue items that may be asked for; empty for credit codes
 * @param disclosure the most that may be disclosed
 * @param use once or for a period
 * @param until until when; null for the default term
 * @param form how it was given
 * @param evidence how the person was identified
 * @param actor name of the caller's token
 * @param at when
 */
public record ConsentGiven(
        SubjectNumber subject,
        NodeId recipient,
        SortedSet<String> purposes,
        SortedSet<String> items,
        DisclosureLevel disclosure,
        Consent.Use use,
        @Nullable Instant until,
        Consent.Form form,
        Evidence evidence,
        String actor,
        Instant at) {
    /** Keeps its own copy. */
    public ConsentGiven {
        purposes = Collections.unmodifiableSortedSet(new TreeSet<>(purposes));
        items = Collections.unmodifiableSortedSet(new TreeSet<>(items));
    }

    /** A consent for credit codes. */
    public ConsentGiven(
            SubjectNumber subject,
            NodeId recipient,
            SortedSet<String> purposes,
            DisclosureLevel disclosure,
            Consent.Use use,
            @Nullable Instant until,
            Consent.Form form,
            Evidence evidence,
            String actor,
            Instant at) {
        this(
                subject,
                recipient,
                purposes,
                Collections.emptySortedSet(),
                disclosure,
                use,
                until,
                form,
                evidence,
                actor,
                at);
    }

    /** Until when, if it was said. */
    public Optional<Instant> expires() {
        return Optional.ofNullable(until);
    }
}
