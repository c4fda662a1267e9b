package org.xinqiao.trust.document;

/**
 * A class of an agreement: who reaches the rung has the benefits that hang on it.
 *
 * @param number its number, never reused
 * @param purpose what for, as in {@code library.lending}
 * @param leastRung the least rung
 * @param clause id of the clause it stands on
 * @param fresh it needs an answer on line
 * @param challenge it needs a terminal challenge
 */
public record AgreementClass(
        int number,
        String purpose,
        int leastRung,
        String clause,
        boolean fresh,
        boolean challenge) {}
