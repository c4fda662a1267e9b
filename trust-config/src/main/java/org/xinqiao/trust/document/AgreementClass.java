package org.xinqiao.trust.document;

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
 */
public record AgreementClass(
        int number,
        String purpose,
        int leastRung,
        String clause,
        boolean fresh,
        boolean challenge) {}
