package org.xinqiao.trust.evidence;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.message.MessageId;

/**
 * All that a node can show for one message. As a record it claims; {@link EvidenceRules} says what
 * of it is true.
 *
 * @param node whose ledger it is from
 * @param about the message that was asked for
 * @param exportedAt when it was put together, by that node's clock
 * @param messages the message, what it answers and what answers it, the oldest first
 * @param consent the signed consent behind it, where the node keeps it
 * @param trust the trust documents that were in force, each from an instant on, the oldest first
 */
public record EvidenceBundle(
        NodeId node,
        MessageId about,
        Instant exportedAt,
        List<Item> messages,
        @Nullable String consent,
        List<TrustState> trust) {
    /** Keeps copies. */
    public EvidenceBundle {
        messages = List.copyOf(messages);
        trust = List.copyOf(trust);
    }

    /**
     * One message and its place in the log.
     *
     * @param id the message's id
     * @param direction whether it came to the node or left it
     * @param at when, by the node's clock
     * @param jws the signed message; none where its retention time is over
     * @param salt 32 random bytes that the log's entry was salted with
     * @param places where the log holds the entry, by the checkpoints that bear witness to it; none
     *     if it was not taken in yet
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Item(
            MessageId id,
            LogEntry.Direction direction,
            Instant at,
            @Nullable String jws,
            byte[] salt,
            List<Place> places) {
        /** Keeps a copy. */
        public Item {
            places = List.copyOf(places);
        }
    }

    /**
     * A place in the log, as of a checkpoint.
     *
     * @param checkpoint the checkpoint with the cosignatures of witnesses, as a signed note
     * @param index from 0
     * @param path the inclusion proof's hashes, 32 bytes each
     */
    public record Place(String checkpoint, long index, List<byte[]> path) {
        /** Keeps a copy. */
        public Place {
            path = List.copyOf(path);
        }
    }

    /**
     * The files of the trust repository that a node worked by.
     *
     * @param from since when
     * @param files metadata and targets, under the paths that the repository gives them
     */
    public record TrustState(Instant from, SortedMap<String, byte[]> files) {
        /** Keeps a copy. */
        public TrustState {
            files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        }
    }

    /** The documents that were in force at an instant. */
    public Optional<TrustState> trustAt(Instant at) {
        return trust.stream().filter(state -> !state.from().isAfter(at)).reduce((a, b) -> b);
    }
}
