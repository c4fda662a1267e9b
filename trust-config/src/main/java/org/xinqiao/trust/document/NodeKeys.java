package org.xinqiao.trust.document;

import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;

/**
 * How to reach a node and what it signs with: {@code keys/<node>.json}.
 *
 * @param node the node
 * @param endpoint where other nodes reach it
 * @param suites the suites that it takes
 * @param keys its keys of both suites
 * @param pins base64url SHA-256 of the SubjectPublicKeyInfo of each TLS key that it may show
 */
public record NodeKeys(
        NodeId node, URI endpoint, Set<Suite> suites, List<NodeKey> keys, Set<String> pins) {
    /** Keeps copies. */
    public NodeKeys {
        suites = Set.copyOf(EnumSet.copyOf(suites));
        keys = List.copyOf(keys);
        pins = Set.copyOf(pins);
    }
}
