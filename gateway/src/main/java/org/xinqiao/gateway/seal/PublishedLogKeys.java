package org.xinqiao.gateway.seal;

import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.trust.TrustHolder;

/** The keys of the keyring that the trust in force publishes for the log. */
@Component
class PublishedLogKeys implements LogKeys {
    private final TrustHolder trust;
    private final NodeKeyring keyring;

    PublishedLogKeys(TrustHolder trust, NodeKeyring keyring) {
        this.trust = trust;
        this.keyring = keyring;
    }

    @Override
    public NodeId self() {
        return trust.self();
    }

    @Override
    public Optional<SigningKey> signing(KeyUse use, Instant now) {
        return trust.current(now)
                .flatMap(snapshot -> snapshot.keys(self()))
                .flatMap(published -> keyring.signing(published, use, Suite.INTL, now))
                .filter(key -> key.algorithm() == SignatureAlgorithm.EDDSA);
    }
}
