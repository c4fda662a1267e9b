package org.xinqiao.gateway.sandbox;

import java.util.Set;
import java.util.stream.Collectors;
import org.xinqiao.contracts.identity.NodeId;

/**
 * Which nodes are started, and how. The others stay members: their keys are published.
 *
 * @param nodes both cities at least
 */
public record Staging(Set<NodeId> nodes, NodeRunner runner) {
    /** The two cities. */
    public static final Set<NodeId> CITIES =
            Set.of(SandboxNode.XIAMEN.id(), SandboxNode.FUZHOU.id());

    /** All four nodes in this program. */
    public static final Staging USUAL =
            new Staging(
                    SandboxNode.ALL.stream().map(SandboxNode::id).collect(Collectors.toSet()),
                    NodeRunner.HERE);

    /** Keeps its own copy. */
    public Staging {
        nodes = Set.copyOf(nodes);
        if (!nodes.containsAll(CITIES)) {
            throw new IllegalArgumentException("both cities are needed: they approve an agreement");
        }
    }
}
