package org.xinqiao.gateway.conform;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.trust.TlsIdentity;

/**
 * The member that is played, with everything that it needs to act as one.
 *
 * @param id its node
 * @param keys its message and pass key of each suite that it has
 * @param logKey a key that it publishes for its log alone, to try that it signs nothing else
 * @param revokedKey a key of its own that is revoked, if it has one to spare
 * @param tls what it shows
 * @param root the federation's root that it starts its trust from
 * @param repository the trust repository
 * @param platforms the APIs of nodes that it may ask for codes; usually none outside a sandbox
 */
public record Member(
        NodeId id,
        Map<Suite, SigningKey> keys,
        @Nullable SigningKey logKey,
        @Nullable SigningKey revokedKey,
        TlsIdentity tls,
        Path root,
        URI repository,
        Map<NodeId, Platform> platforms) {
    /** Keeps copies. */
    public Member {
        keys = Map.copyOf(keys);
        platforms = Map.copyOf(platforms);
    }

    SigningKey key(Suite suite) {
        SigningKey key = keys.get(suite);
        if (key == null) {
            throw new IllegalArgumentException("the member has no key of " + suite);
        }
        return key;
    }
}
