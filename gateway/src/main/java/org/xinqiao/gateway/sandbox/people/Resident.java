package org.xinqiao.gateway.sandbox.people;

import java.time.LocalDate;
import java.util.OptionalInt;
import java.util.Set;
import org.xinqiao.contracts.identity.PersonName;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.message.Honour;

/**
 * A person who does not exist, as the simulated city platform knows them.
 *
 * @param score on the city's own scale; empty where the city holds none
 * @param honours what the city attests of them beside
 */
public record Resident(
        SubjectNumber number,
        PersonName name,
        LocalDate birthDate,
        OptionalInt score,
        Set<Honour> honours) {}
