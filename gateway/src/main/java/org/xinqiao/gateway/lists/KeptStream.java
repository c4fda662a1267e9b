package org.xinqiao.gateway.lists;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.log.Frontier;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.stream.StreamName;

/**
 * A stream as this node keeps it.
 *
 * @param id its number in the database
 * @param name its name
 * @param own whether this node is its source
 * @param given own: the last number that a change was given; those after {@code seq} are in no
 *     batch yet
 * @param seq the last change that is in a batch
 * @param edge the right edge of its log at {@code seq}
 * @param manifest the commitment of the last manifest; null before the first
 * @param entries how many keys its state has
 * @param stateSeq after which change the state's root was computed last
 * @param stateRoot that root; null if it never was
 * @param statement what its source signed about its state last, as JWS; null if nothing yet
 * @param compared others': how that compares with what is here; null while nobody looked
 * @param stopped why nothing more is taken or sent; null while all is well
 * @param changedAt when a batch came last
 */
@SuppressWarnings("ArrayRecordComponent") // read once and handed on
public record KeptStream(
        int id,
        StreamName name,
        boolean own,
        long given,
        long seq,
        Frontier edge,
        @Nullable Hash manifest,
        long entries,
        long stateSeq,
        @Nullable Hash stateRoot,
        byte @Nullable [] statement,
        @Nullable Compared compared,
        @Nullable String stopped,
        Instant changedAt) {
    /** How the state here compares with what the source signed. */
    public enum Compared {
        /** It has the same root. */
        SAME,
        /** It has another root. */
        DIFFERENT
    }

    /** Whether the root that was computed last is the present one. */
    public boolean stateIsKnown() {
        return stateRoot != null && stateSeq == seq;
    }
}
