package org.xinqiao.gateway.seal;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.xinqiao.trust.document.NodeKey;

/** Which of a node's keys signs. */
final class SigningKeyRules {
    private SigningKeyRules() {}

    /**
     * The newest key in force that partners can know by now. Where none has been published for that
     * long, the newest in force: a node that signs with what some partners do not know yet is
     * better than one that signs nothing.
     *
     * @param candidates published for the use and suite, and held here
     * @param since when this node saw a key published first
     * @param overlap how long partners may take to look at the repository again
     */
    static Optional<NodeKey> decide(
            List<NodeKey> candidates,
            Function<NodeKey, Optional<Instant>> since,
            Duration overlap,
            Instant now) {
        List<NodeKey> inForce =
                candidates.stream()
                        .filter(key -> key.standing(now, now) == NodeKey.Standing.GOOD)
                        .sorted(Comparator.comparing(NodeKey::startsAt).reversed())
                        .toList();
        return inForce.stream()
                .filter(key ->
                        since.apply(key).filter(at -> !now.isBefore(at.plus(overlap))).isPresent())
                .findFirst()
                .or(() -> inForce.stream().findFirst());
    }
}
