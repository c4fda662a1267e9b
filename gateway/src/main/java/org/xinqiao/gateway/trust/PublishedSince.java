package org.xinqiao.gateway.trust;

import java.time.Instant;
import java.util.Optional;

/**
 * Since when this node's own keys and pins have been published, as far as it has seen: partners can
 * know what has been published for longer than they take to look at the repository again.
 */
public interface PublishedSince {
    /** Everything was there from the beginning. */
    PublishedSince ALWAYS = name -> Optional.of(Instant.EPOCH);

    /** When it was first seen; empty for what is not published. */
    Optional<Instant> since(String kidOrPin);
}
