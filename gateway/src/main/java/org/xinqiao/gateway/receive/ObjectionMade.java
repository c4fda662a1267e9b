package org.xinqiao.gateway.receive;

import java.time.Instant;
import java.util.UUID;
import org.xinqiao.contracts.identity.SubjectNumber;

/**
 * A person objects to an event, as it came in.
 *
 * @param use the event
 * @param person whose wallet asks
 * @param text their own words
 * @param at when
 */
public record ObjectionMade(UUID use, SubjectNumber person, String text, Instant at) {
    /** Masked: people write personal things. */
    @Override
    public String toString() {
        return "ObjectionMade[" + use + "]";
    }
}
