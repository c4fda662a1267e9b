package org.xinqiao.gateway.people;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.identity.NodeId;

/**
 * The home city's record of a pass it minted.
 *
 * @param consentRef the pass's own random reference
 * @param consent the consent it stands on
 * @param agreement number of the agreement
 * @param statusList number of the status list
 * @param statusIndex unique in the list
 * @param form what it is carried by
 * @param mintedAt when
 * @param expiresAt the pass's {@code exp}
 * @param bound the first node that asked about it; only that one may ask again
 */
public record MintedPass(
        ConsentRef consentRef,
        UUID consent,
        long agreement,
        long statusList,
        long statusIndex,
        PassForm form,
        Instant mintedAt,
        Instant expiresAt,
        @Nullable NodeId bound) {
    /** The node it is bound to, if any asked yet. */
    public Optional<NodeId> boundTo() {
        return Optional.ofNullable(bound);
    }
}
