package org.xinqiao.gateway.witness;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.operate.Bounds;

/**
 * Whose log is looked at next: the partner whom nobody looked at for longest, and nobody more often
 * than every {@link Bounds#WATCH_PAUSE_SECONDS_MIN} seconds. It remembers turns and asks no clock.
 */
final class WatchTurns {
    private static final Duration PAUSE = Duration.ofSeconds(Bounds.WATCH_PAUSE_SECONDS_MIN);

    private final Map<NodeId, Instant> looked = new HashMap<>();

    /**
     * The partner whose turn it is, which this ends.
     *
     * @param partners all of them
     * @param busy those still being looked at
     */
    Optional<NodeId> next(Collection<NodeId> partners, Set<NodeId> busy, Instant now) {
        looked.keySet().retainAll(new HashSet<>(partners));
        Optional<NodeId> next =
                partners.stream()
                        .filter(partner -> !busy.contains(partner))
                        .filter(partner -> isDue(last(partner), now))
                        .min(Comparator.comparing(this::last).thenComparing(NodeId::value));
        next.ifPresent(partner -> looked.put(partner, now));
        return next;
    }

    /** A clock that was set back must not make anybody wait until it has caught up. */
    private static boolean isDue(Instant last, Instant now) {
        return last.isAfter(now) || !last.isAfter(now.minus(PAUSE));
    }

    private Instant last(NodeId partner) {
        return looked.getOrDefault(partner, Instant.MIN);
    }
}
