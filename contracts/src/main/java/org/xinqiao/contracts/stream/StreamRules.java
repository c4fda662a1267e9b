package org.xinqiao.contracts.stream;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.log.Hash;

/** What a receiver does with what a source offers, decided from what it holds. */
public final class StreamRules {
    private StreamRules() {}

    /** What becomes of a batch that is offered. */
    public sealed interface Verdict {
        /** It follows what is held: read it. */
        record Apply() implements Verdict {}

        /** The very batch is held: no effect, and the receipt of then again. */
        record Held() implements Verdict {}

        /**
         * Changes are missing before it ({@code missing-range}).
         *
         * @param have how many are held; the next one wanted is {@code have + 1}
         */
        record Missing(long have) implements Verdict {}

        /** It contradicts what the source signed before: stop and alarm. */
        record Forked(Equivocation proof) implements Verdict {}
    }

    /**
     * Judges an offered manifest, whose signature was verified.
     *
     * @param have how many changes of the stream are held
     * @param last the manifest of the last batch held; null where none is
     * @param offered what is offered
     * @param atPlace the manifest held for {@code offered.from()}; null where none is
     */
    public static Verdict judge(
            long have,
            @Nullable Signed<Manifest> last,
            Signed<Manifest> offered,
            @Nullable Signed<Manifest> atPlace) {
        Manifest batch = offered.statement();
        if (batch.from() > have + 1) {
            return new Verdict.Missing(have);
        }
        if (batch.from() == have + 1) {
            return last == null
                    ? new Verdict.Apply()
                    : Equivocation.between(last, offered)
                            .<Verdict>map(Verdict.Forked::new)
                            .orElseGet(Verdict.Apply::new);
        }
        if (atPlace == null) {
            throw new IllegalArgumentException("what is held has a manifest");
        }
        Optional<Equivocation> proof = Equivocation.between(atPlace, offered);
        return proof.<Verdict>map(Verdict.Forked::new).orElseGet(Verdict.Held::new);
    }

    /** What a receiver's last manifest says about the memory of its source. */
    public enum Memory {
        /** The source remembers it. */
        SAME,
        /** The receiver has changes that the source has lost. */
        LOST,
        /** The source remembers other changes in that place. */
        OTHER
    }

    /**
     * Judges what a receiver holds of an own stream, after a restore: whatever others have seen
     * must not be given to other changes.
     *
     * @param have how many changes the source remembers in batches
     * @param own its own manifest that holds the last place of theirs; null where it has none
     * @param theirs the last manifest that the receiver took, whose signature was verified
     */
    public static Memory remembered(
            long have, @Nullable Signed<Manifest> own, Signed<Manifest> theirs) {
        Manifest seen = theirs.statement();
        if (seen.to() > have) {
            return Memory.LOST;
        }
        boolean same = own != null && own.statement().commitment().equals(seen.commitment());
        return same ? Memory.SAME : Memory.OTHER;
    }

    /** What a state says against what is held. */
    public enum Sameness {
        /** Equal roots at one size: the same list. */
        SAME,
        /** The source is ahead: fetch the tail. */
        BEHIND,
        /** We hold more than the state speaks of; it is an old one. */
        OLDER,
        /** One log, but another state: find the difference and repair it. */
        STATE_DIFFERS,
        /** Another log at one size: what was taken is not what the source states now. */
        LOG_DIFFERS
    }

    /**
     * Compares what is held with what the source states.
     *
     * @param have how many changes are held
     * @param logRoot the root over them
     * @param stateRoot the root over the entries, quarantined ones too
     */
    public static Sameness compare(long have, Hash logRoot, Hash stateRoot, StreamState stated) {
        if (stated.size() != have) {
            return stated.size() > have ? Sameness.BEHIND : Sameness.OLDER;
        }
        if (!stated.logRoot().equals(logRoot)) {
            return Sameness.LOG_DIFFERS;
        }
        return stated.stateRoot().equals(stateRoot) ? Sameness.SAME : Sameness.STATE_DIFFERS;
    }
}
