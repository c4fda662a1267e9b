package org.xinqiao.trust.edit;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.identity.NodeId;

/**
 * What a node wants published about itself.
 *
 * @param node the node
 * @param endpoint where other nodes reach it
 * @param pins base64url SHA-256 of the SubjectPublicKeyInfo of each TLS key that it has
 * @param keys its keys, of one suite or both
 */
public record NodeSetup(NodeId node, URI endpoint, Set<String> pins, List<UsedKey> keys) {
    /** One key with what it may sign. */
    public record UsedKey(SigningKey key, Set<KeyUse> uses) {
        /** Keeps a copy. */
        public UsedKey {
            uses = Set.copyOf(uses);
        }
    }

    /** Keeps copies. */
    public NodeSetup {
        pins = Set.copyOf(pins);
        keys = List.copyOf(keys);
    }
}
