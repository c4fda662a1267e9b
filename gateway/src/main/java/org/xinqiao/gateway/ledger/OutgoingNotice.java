package org.xinqiao.gateway.ledger;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.disclose.Disclosed;
import org.xinqiao.gateway.trust.ActingTrust;

/**
 * A notice to send, before it has a number and a signature.
 *
 * @param to for whom
 * @param data what it says
 * @param ordering notices to one partner with the same text here arrive in their order; those of
 *     different ones do not wait for each other
 * @param purpose what for, if it has a purpose
 * @param trust what it is sealed by
 * @param repeats the notice that this one takes the place of, under its number
 */
public record OutgoingNotice(
        NodeId to,
        Disclosed data,
        String ordering,
        @Nullable String purpose,
        ActingTrust trust,
        @Nullable Repeated repeats) {
    /**
     * A notice whose place another takes.
     *
     * @param id its id
     * @param sequence its number, which the new one keeps: a new number would leave a gap
     */
    public record Repeated(UUID id, long sequence) {}

    /** A notice of its own. */
    public static OutgoingNotice of(
            NodeId to,
            Disclosed data,
            String ordering,
            @Nullable String purpose,
            ActingTrust trust) {
        return new OutgoingNotice(to, data, ordering, purpose, trust, null);
    }
}
