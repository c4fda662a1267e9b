package org.xinqiao.gateway.people;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.BenefitNotice;

/**
 * Home city: an event of a benefit as its resident sees it: where a code was honoured, and what
 * became of it.
 *
 * @param id the event's id
 * @param consent the consent that it rests on
 * @param city the host city that told of it
 * @param benefit the benefit's id
 * @param event what happened
 * @param quantity how many units
 * @param at when, by the host city's clock
 * @param setAside an objection to it was right: it is kept and counts no more
 * @param offline the host city decided by the code alone, while the line was down
 * @param objected the latest objection to it
 */
public record Use(
        UUID id,
        UUID consent,
        NodeId city,
        String benefit,
        BenefitNotice.Event event,
        int quantity,
        Instant at,
        boolean setAside,
        boolean offline,
        @Nullable Objection objected) {
    /**
     * Where a page of uses begins: after this one. Many may have happened at one instant.
     *
     * @param at when it happened
     * @param id its id
     */
    public record Position(Instant at, UUID id) {
        /** Before the newest. */
        public static final Position TOP =
                new Position(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

        /** The position of a use. */
        public static Position of(Use use) {
            return new Position(use.at(), use.id());
        }
    }

    /** The latest objection, if the person objected. */
    public Optional<Objection> objection() {
        return Optional.ofNullable(objected);
    }
}
