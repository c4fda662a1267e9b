package org.xinqiao.gateway.receive;

import java.time.Instant;
import java.util.UUID;

/**
 * The city's platform answers an objection, as it came in.
 *
 * @param objection which one
 * @param upheld whether the person was right
 * @param text what is said to it
 * @param actor name of the caller's token
 * @param at when
 */
public record ObjectionAnswered(
        UUID objection, boolean upheld, String text, String actor, Instant at) {
    /** Masked: people write personal things. */
    @Override
    public String toString() {
        return "ObjectionAnswered[" + objection + "]";
    }
}
