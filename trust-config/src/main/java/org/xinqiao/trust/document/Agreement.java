package org.xinqiao.trust.document;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.NodeId;

/**
 * An agreement on mutual recognition 互认协议. It counts only with every party's signature, and a node
 * acts only on what its own operator approved.
 *
 * @param number its number, under 2³²
 * @param revision counts from 1
 * @param previous digest of the revision before; null for the first
 * @param parties the nodes
 * @param ladder the common ladder
 * @param classes the classes
 * @param clauses the words
 * @param disclosure the levels it allows
 * @param from first day of its term
 * @param until last day of its term; null if open
 * @param digest base64url SHA-256 of the signed payload
 */
public record Agreement(
        long number,
        int revision,
        @Nullable String previous,
        Set<NodeId> parties,
        Ladder ladder,
        List<AgreementClass> classes,
        List<Clause> clauses,
        Set<DisclosureLevel> disclosure,
        LocalDate from,
        @Nullable LocalDate until,
        String digest) {
    /** Keeps its own copies. */
    public Agreement {
        parties = Set.copyOf(parties);
        classes = List.copyOf(classes);
        clauses = List.copyOf(clauses);
        disclosure = Set.copyOf(disclosure);
    }

    /** The class of a number. */
    public Optional<AgreementClass> classNumbered(int number) {
        return classes.stream().filter(c -> c.number() == number).findFirst();
    }

    /** The highest class number; the class bitmap of a pass is as wide as it needs. */
    public int highestClass() {
        return classes.stream()
                .map(AgreementClass::number)
                .max(Comparator.naturalOrder())
                .orElse(0);
    }
}
