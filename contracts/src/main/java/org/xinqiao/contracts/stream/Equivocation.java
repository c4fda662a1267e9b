package org.xinqiao.contracts.stream;

import java.util.Objects;
import java.util.Optional;
import org.xinqiao.contracts.log.Hash;

/**
 * Proof that a source told two stories about one place of its stream: both statements are signed by
 * it. Nothing more is taken from the stream until people have looked at it.
 *
 * @param place the place, or the size
 * @param first what was known
 * @param second what contradicts it
 */
public record Equivocation(long place, Signed<?> first, Signed<?> second) {
    /** Two manifests that share a place and do not commit to the same. */
    public static Optional<Equivocation> between(Signed<Manifest> one, Signed<Manifest> other) {
        Manifest first = one.statement();
        Manifest second = other.statement();
        if (first.overlaps(second) && !first.agreesWith(second)) {
            return Optional.of(new Equivocation(Math.max(first.from(), second.from()), one, other));
        }
        // The later one names the commitment of the one before it.
        if (first.stream().equals(second.stream())) {
            Signed<Manifest> earlier = first.to() < second.from() ? one : other;
            Signed<Manifest> later = earlier == one ? other : one;
            boolean adjacent = earlier.statement().to() == later.statement().from() - 1;
            if (adjacent
                    && !Objects.equals(
                            earlier.statement().commitment(), later.statement().previous())) {
                return Optional.of(new Equivocation(earlier.statement().to(), earlier, later));
            }
        }
        return Optional.empty();
    }

    /** Two states of one size with different roots. */
    public static Optional<Equivocation> ofStates(
            Signed<StreamState> one, Signed<StreamState> other) {
        return one.statement().agreesWith(other.statement())
                ? Optional.empty()
                : Optional.of(new Equivocation(one.statement().size(), one, other));
    }

    /**
     * A state against the manifests that were taken up to its size.
     *
     * @param last the manifest that ends at the state's size
     * @param logRoot the root over the leaves of all of them
     */
    public static Optional<Equivocation> of(
            Signed<Manifest> last, Hash logRoot, Signed<StreamState> state) {
        StreamState said = state.statement();
        boolean same =
                said.stream().equals(last.statement().stream())
                        && said.size() == last.statement().to();
        return same && !said.logRoot().equals(logRoot)
                ? Optional.of(new Equivocation(said.size(), last, state))
                : Optional.empty();
    }
}
