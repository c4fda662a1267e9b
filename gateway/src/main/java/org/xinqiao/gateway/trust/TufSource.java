package org.xinqiao.gateway.trust;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.xinqiao.trust.TrustSnapshot;

/** The TUF repository of the configuration. */
@Component
class TufSource implements TrustSource {
    @Override
    public Optional<TrustSnapshot> lastGood(Instant now) {
        return Optional.empty();
    }

    @Override
    public TrustSnapshot newest(Instant now) throws TrustRefused, IOException {
        throw new IOException("there is no client of the repository yet");
    }
}
