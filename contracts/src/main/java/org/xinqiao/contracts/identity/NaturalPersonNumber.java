package org.xinqiao.contracts.identity;

import java.time.LocalDate;
import java.time.Period;

/** The number of a natural person 自然人, which tells the date of birth. */
public sealed interface NaturalPersonNumber extends SubjectNumber
        permits CitizenNumber, PermanentResidentNumber {
    /** The date of birth that the number holds. */
    LocalDate birthDate();

    /**
     * Full years of age 周岁 on a day. A year is full on the birthday; who was born on 29 February
     * has it on 1 March of other years.
     */
    default int ageOn(LocalDate day) {
        return Period.between(birthDate(), day).getYears();
    }
}
