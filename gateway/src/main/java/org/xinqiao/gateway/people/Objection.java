package org.xinqiao.gateway.people;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person says against an event that a host city told of, and the answer of their city.
 *
 * @param id its id
 * @param text the person's own words
 * @param at when
 * @param answered the answer, once there is one
 */
public record Objection(UUID id, String text, Instant at, @Nullable Answer answered) {
    /** Most characters of an objection, and of its answer. */
    public static final int TEXT_CHARACTERS_MAX = 2000;

    /**
     * The answer of the city.
     *
     * @param upheld whether the person was right: the event is set aside and counts no more
     * @param text what the city says to it
     * @param at when
     */
    public record Answer(boolean upheld, String text, Instant at) {
        /** Masked: people write personal things. */
        @Override
        public String toString() {
            return "Answer[upheld=" + upheld + "]";
        }
    }

    /** The answer, if there is one. */
    public Optional<Answer> answer() {
        return Optional.ofNullable(answered);
    }

    /** Masked: people write personal things. */
    @Override
    public String toString() {
        return "Objection[" + id + "]";
    }
}
