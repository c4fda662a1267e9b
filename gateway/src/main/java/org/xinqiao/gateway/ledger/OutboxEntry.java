package org.xinqiao.gateway.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.NodeId;

/**
 * A notice on its way, or given up, as an operator sees it: never what it says.
 *
 * @param message its id
 * @param partner for whom
 * @param number its number ({@code xqseq})
 * @param type its type
 * @param state where it stands
 * @param since when it was signed
 * @param attempts how often it was answered otherwise than with a receipt
 * @param due when it is tried next, while it waits
 * @param reason what the last attempt came to
 * @param replays the notice whose place it takes
 * @param settled who replayed or discarded it
 */
public record OutboxEntry(
        UUID message,
        NodeId partner,
        long number,
        String type,
        State state,
        Instant since,
        int attempts,
        Instant due,
        @Nullable String reason,
        @Nullable UUID replays,
        @Nullable Settled settled) {
    /** Where a notice stands; a delivered one has no entry any more. */
    public enum State {
        /** It is tried until its receipt is here. */
        WAITING,
        /** It is not tried any more: an operator decides. */
        DEAD,
        /** An operator gave it up; a void notice has its number. */
        DISCARDED,
        /** An operator sent it again under another id. */
        REPLAYED
    }

    /**
     * What an operator did.
     *
     * @param by the operator's token
     * @param at when
     * @param words why, for a discarded one
     */
    public record Settled(String by, Instant at, @Nullable String words) {}
}
