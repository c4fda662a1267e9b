package org.xinqiao.gateway.receive;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.gateway.people.ConsentState;

/**
 * A person changes their mind, as it came in.
 *
 * @param consent which consent
 * @param next the state it shall have
 * @param subject whose wallet asks; null for the city platform, which may act for any resident
 * @param actor name of the caller's token
 * @param at when
 */
public record ConsentChange(
        UUID consent,
        ConsentState next,
        @Nullable SubjectNumber subject,
        String actor,
        Instant at) {
    /** Whose consent it must be, if a wallet asks. */
    public Optional<SubjectNumber> owner() {
        return Optional.ofNullable(subject);
    }
}
