package org.xinqiao.trust.document;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;

/**
 * {@code keys/<node>.json}: where a node is reached and by which keys it is known.
 *
 * @param node the node
 * @param endpoint base of its federation URLs
 * @param suites the suites it accepts
 * @param keys its keys of both suites
 * @param pins base64url SHA-256 of the SubjectPublicKeyInfo of its TLS certificates
 */
public record NodeKeys(
        NodeId node, URI endpoint, Set<Suite> suites, List<NodeKey> keys, Set<String> pins) {
    /** Keeps its own copies. */
    public NodeKeys {
        suites = Set.copyOf(suites);
        keys = List.copyOf(keys);
        pins = Set.copyOf(pins);
    }
}
