package org.xinqiao.trust.document;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.identity.NodeId;

/**
 * What cities have agreed: {@code agreements/<number>.json}. As a record it says what the parties
 * wrote; that all of them signed it is known only of what a {@code TrustSnapshot} holds.
 *
 * @param number its number, never used for another
 * @param revision from 1 upwards
 * @param previous the digest of the revision before; none for the first
 * @param parties who recognise one another under it; trust is never passed on to others
 * @param ladder the common ladder
 * @param classes what the rungs open
 * @param clauses its text, as far as classes rest on it
 * @param disclosure the levels of disclosure that it allows at all
 * @param streams the lists and records of organisations that the parties give each other, by the
 *     part of a stream's name after its source, such as {@code list/red}
 * @param queries which items the parties ask each other for; null where they ask for none
 * @param from its first day, in Asia/Shanghai
 * @param until its last day; none for an open end
 * @param ended the party that ended it, if one did
 * @param synthetic whether it is invented for the sandbox
 * @param digest base64url SHA-256 of the payload's bytes: what operators approve
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
        Set<String> streams,
        @Nullable QueryTerms queries,
        LocalDate from,
        @Nullable LocalDate until,
        @Nullable Ending ended,
        boolean synthetic,
        String digest) {
    /** Keeps copies. */
    public Agreement {
        parties = Set.copyOf(parties);
        classes = List.copyOf(classes);
        clauses = List.copyOf(clauses);
        disclosure = Set.copyOf(EnumSet.copyOf(disclosure));
        streams = Set.copyOf(streams);
    }

    /** The same without streams and queries. */
    public Agreement(
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
            @Nullable Ending ended,
            boolean synthetic,
            String digest) {
        this(
                number,
                revision,
                previous,
                parties,
                ladder,
                classes,
                clauses,
                disclosure,
                Set.of(),
                null,
                from,
                until,
                ended,
                synthetic,
                digest);
    }

    /** Which items the parties ask each other for, if they do. */
    public Optional<QueryTerms> mutualQueries() {
        return Optional.ofNullable(queries);
    }

    /** Whether these two recognise each other under it. */
    public boolean binds(NodeId one, NodeId other) {
        return !one.equals(other) && parties.contains(one) && parties.contains(other);
    }

    /** The class of a number. */
    public Optional<AgreementClass> classNumbered(int classNumber) {
        return classes.stream().filter(each -> each.number() == classNumber).findFirst();
    }

    /** The classes of a purpose. */
    public List<AgreementClass> classesFor(String purpose) {
        return classes.stream().filter(each -> each.purpose().equals(purpose)).toList();
    }

    /** Whom a purpose is for: its classes are all for people, or all for organisations. */
    public AppliesTo appliesTo(String purpose) {
        return classesFor(purpose).stream()
                .map(AgreementClass::appliesTo)
                .findFirst()
                .orElse(AppliesTo.NATURAL);
    }

    /** The highest class number, which fixes the length of a pass's claim. */
    public int highestClass() {
        return classes.stream().mapToInt(AgreementClass::number).max().orElse(0);
    }

    /** The clause of an id. */
    public Optional<Clause> clause(String id) {
        return clauses.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** Whether a day, in Asia/Shanghai, lies in its term; both ends do. */
    public boolean runsOn(LocalDate day) {
        return !day.isBefore(from) && (until == null || !day.isAfter(until));
    }
}
