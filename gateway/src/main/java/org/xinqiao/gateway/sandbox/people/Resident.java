package org.xinqiao.gateway.sandbox.people;

import java.time.LocalDate;
import java.util.OptionalInt;
import org.xinqiao.contracts.identity.PersonName;
import org.xinqiao.contracts.identity.SubjectNumber;

/**
 * A person who does not exist, as the simulated city platform knows them.
 *
 * @param score on the city's own scale; empty where the city holds none
 */
public record Resident(
        SubjectNumber number, PersonName name, LocalDate birthDate, OptionalInt score) {}
