package org.xinqiao.gateway.ledger;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.Digests;
import org.xinqiao.contracts.json.Base64Url;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that an operator must see, with the proof of it.
 *
 * @param id digest of kind, origin and what distinguishes this proof from others
 * @param kind what happened
 * @param origin whose log, or which other thing, it is about
 * @param at when this node found it
 * @param wordsZh what it means, in Chinese
 * @param wordsEn what it means, in English
 * @param proof what anybody can verify it by; no personal data
 * @param acknowledgedBy the operator who took note, if one did
 * @param acknowledgedAt when
 */
public record Alarm(
        String id,
        Kind kind,
        String origin,
        Instant at,
        String wordsZh,
        String wordsEn,
        ObjectNode proof,
        @Nullable String acknowledgedBy,
        @Nullable Instant acknowledgedAt) {
    /** What happened. */
    public enum Kind {
        /** Two signed checkpoints of one size with different roots. */
        LOG_FORK,
        /** A signed checkpoint smaller than one signed before. */
        LOG_SHRINK,
        /** What stood in a log before does not stand there now. */
        LOG_INCONSISTENT,
        /** This node's own log is behind what it signed before. */
        LOG_RESTORED,
        /** Numbers of a partner's notices that have not arrived for too long. */
        NUMBERS_MISSING,
        /** What people should have heard was never taken by the city's platform. */
        PEOPLE_NOT_TOLD,
        /** A source told two stories about one place of its stream. */
        STREAM_EQUIVOCATION,
        /** What is held of a stream is not what its source signed. */
        STREAM_DIFFERS,
        /** An own stream has lost changes that a partner holds, or remembers others. */
        STREAM_RESTORED,
        /** A recall that somebody who had the entry has not acknowledged in time. */
        RECALL_OVERDUE,
        /** A member's keys changed, and no earlier key of that member stands for it. */
        KEY_CHANGE_UNVOUCHED;

        /** The name in the API. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Kind ofWire(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** A new alarm. {@code distinct} is what makes it another than one raised before. */
    public static Alarm of(
            Kind kind,
            String origin,
            Instant at,
            String wordsZh,
            String wordsEn,
            ObjectNode proof,
            byte[]... distinct) {
        byte[] what =
                (kind.wire() + "\n" + origin + "\n")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String id = Base64Url.encode(Digests.sha256(what, Digests.sha256(distinct)));
        return new Alarm(id, kind, origin, at, wordsZh, wordsEn, proof, null, null);
    }
}
