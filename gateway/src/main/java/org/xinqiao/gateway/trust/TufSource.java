package org.xinqiao.gateway.trust;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.TrustWatch;
import org.xinqiao.trust.tuf.HttpFetcher;
import org.xinqiao.trust.tuf.TufRefused;

/** The TUF repository of the configuration. A root file that is none keeps a node from starting. */
@Component
class TufSource implements TrustSource {
    private final TrustWatch watch;

    TufSource(NodeConfig config) throws IOException, TufRefused {
        NodeConfig.Trust trust = config.trust();
        var repository = new HttpFetcher(trust.repository());
        this.watch = TrustWatch.open(trust.root(), trust.stateDirectory(), repository);
    }

    @Override
    public Optional<TrustSnapshot> lastGood(Instant now) throws IOException {
        return watch.lastGood(now);
    }

    @Override
    public TrustSnapshot newest(Instant now) throws TrustRefused, IOException {
        try {
            return watch.poll(now);
        } catch (TufRefused e) {
            throw new TrustRefused(e.refusal().message());
        }
    }
}
