package org.xinqiao.trust.document;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A class of benefits: what a rung of the ladder opens for one purpose. Its number is a bit of
 * every pass and never means anything else in a later revision.
 *
 * @param number its number
 * @param purpose what for, such as {@code library.lending}
 * @param leastRung the lowest rung that opens it
 * @param clause the clause of the agreement that it rests on
 * @param fresh whether an answer off line does not do
 * @param challenge whether the presentation must answer a challenge of the terminal
 * @param unitsMax how many units, such as books, one person may hold at a time in all cities
 *     together; none where nothing is counted
 */
public record AgreementClass(
        int number,
        String purpose,
        int leastRung,
        String clause,
        boolean fresh,
        boolean challenge,
        @Nullable Integer unitsMax) {
    /** A class of which nothing is counted. */
    public AgreementClass(
            int number,
            String purpose,
            int leastRung,
            String clause,
            boolean fresh,
            boolean challenge) {
        this(number, purpose, leastRung, clause, fresh, challenge, null);
    }

    /** How many units one person may hold at a time, if that is limited. */
    public OptionalInt limit() {
        return unitsMax == null ? OptionalInt.empty() : OptionalInt.of(unitsMax);
    }
}
