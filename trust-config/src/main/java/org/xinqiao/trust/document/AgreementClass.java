package org.xinqiao.trust.document;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.message.Honour;

/**
 * A class of benefits: what a rung of the ladder, an honour, or what is public of an organisation
 * opens for one purpose. Its number is a bit of every pass and never means anything else in a later
 * revision.
 *
 * @param number its number
 * @param purpose what for, such as {@code library.lending}
 * @param leastRung the lowest rung that opens it; 0 where something else does
 * @param clause the clause of the agreement that it rests on
 * @param fresh whether an answer off line does not do
 * @param challenge whether the presentation must answer a challenge of the terminal
 * @param unitsMax how many units, such as books, one holder may have at a time in all cities
 *     together; none where nothing is counted
 * @param honour what opens it instead of a rung, if it rests on an honour
 * @param organisation what opens it, if it is for organisations; else it is for natural persons
 */
public record AgreementClass(
        int number,
        String purpose,
        int leastRung,
        String clause,
        boolean fresh,
        boolean challenge,
        @Nullable Integer unitsMax,
        @Nullable Honour honour,
        @Nullable OrganisationTerms organisation) {
    /** A class that rests on a rung. */
    public AgreementClass(
            int number,
            String purpose,
            int leastRung,
            String clause,
            boolean fresh,
            boolean challenge,
            @Nullable Integer unitsMax) {
        this(number, purpose, leastRung, clause, fresh, challenge, unitsMax, null, null);
    }

    /** A class that rests on a rung, of which nothing is counted. */
    public AgreementClass(
            int number,
            String purpose,
            int leastRung,
            String clause,
            boolean fresh,
            boolean challenge) {
        this(number, purpose, leastRung, clause, fresh, challenge, null);
    }

    /** The honour that opens it, if it rests on none of the rungs. */
    public Optional<Honour> attested() {
        return Optional.ofNullable(honour);
    }

    /** What opens it to organisations, if it is for them. */
    public Optional<OrganisationTerms> terms() {
        return Optional.ofNullable(organisation);
    }

    /** Whom it is for: never for both. */
    public AppliesTo appliesTo() {
        return organisation == null ? AppliesTo.NATURAL : AppliesTo.ORGANISATION;
    }

    /** How many units one holder may have at a time, if that is limited. */
    public OptionalInt limit() {
        return unitsMax == null ? OptionalInt.empty() : OptionalInt.of(unitsMax);
    }
}
