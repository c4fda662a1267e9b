package org.xinqiao.gateway.ledger;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.PersonName;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.gateway.permit.StaffQueryRules.Flag;

/**
 * A look of staff at a person's records, as a second person sees it: not at whose.
 *
 * @param id its id
 * @param at when
 * @param caller the token that asked
 * @param officer who, and why
 * @param shown how many entries were shown
 * @param flags what is unusual about it
 * @param review the second person's finding, once there is one
 */
public record StaffQuery(
        UUID id,
        Instant at,
        String caller,
        Declared officer,
        int shown,
        Set<Flag> flags,
        @Nullable Review review) {
    /** Keeps its own copy of the flags. */
    public StaffQuery {
        flags = Set.copyOf(flags);
    }

    /**
     * What an officer declares before looking.
     *
     * @param officer the officer's id in the calling system
     * @param name the officer's name
     * @param purpose what for
     * @param duty by which duty
     */
    public record Declared(String officer, PersonName name, String purpose, String duty) {}

    /**
     * A declared query that may be looked at now.
     *
     * @param reference hash of its reference
     * @param caller the token that declared it
     * @param subject about whom
     * @param declared who, and why
     * @param sameFamilyName whether officer and person may share a family name
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Opened(
            byte[] reference,
            String caller,
            SubjectNumber subject,
            Declared declared,
            boolean sameFamilyName) {}

    /**
     * What a second person found.
     *
     * @param by the operator's token
     * @param at when
     * @param finding in their words
     */
    public record Review(String by, Instant at, String finding) {}
}
