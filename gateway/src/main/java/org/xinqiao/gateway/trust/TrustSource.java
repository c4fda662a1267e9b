package org.xinqiao.gateway.trust;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.xinqiao.trust.TrustSnapshot;

/** Where verified snapshots come from. Called by one thread at a time. */
interface TrustSource {
    /** What was verified before this node was last stopped, if it has not expired. */
    Optional<TrustSnapshot> lastGood(Instant now) throws IOException;

    /**
     * The newest snapshot that the repository offers; the same object as long as nothing changed.
     *
     * @throws TrustRefused when what is offered cannot be trusted
     * @throws IOException when the repository is out of reach
     */
    TrustSnapshot newest(Instant now) throws TrustRefused, IOException;
}
