package org.xinqiao.gateway.sandbox;

import java.util.Set;
import java.util.stream.Collectors;
import org.xinqiao.contracts.identity.NodeId;

/**
 * Which nodes are started, and how. The others stay members: their keys are published.
 *
 * @param nodes both cities at least
 * @param further how many further cities of Fujian are members beside the usual ones, 0 to {@link
 *     #FURTHER_MAX}; nobody lives there, and they are party to no agreement
 */
public record Staging(Set<NodeId> nodes, NodeRunner runner, int further) {
    /** The two cities. */
    public static final Set<NodeId> CITIES =
            Set.of(SandboxNode.XIAMEN.id(), SandboxNode.FUZHOU.id());

    /** As many further cities as there are. */
    public static final int FURTHER_MAX = SandboxNode.FURTHER.size();

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
        if (further < 0 || further > FURTHER_MAX) {
            throw new IllegalArgumentException("there are 0 to " + FURTHER_MAX + " further cities");
        }
    }

    /** Without further cities. */
    public Staging(Set<NodeId> nodes, NodeRunner runner) {
        this(nodes, runner, 0);
    }

    /** The further city with this number, counted from 0. */
    public static NodeId furtherCity(int number) {
        return SandboxNode.FURTHER.get(number).id();
    }

    /** Whether there is a broker: the province sends to the nation through it. */
    boolean withKafka() {
        return nodes.contains(SandboxNode.FUJIAN.id()) && nodes.contains(SandboxNode.NATION.id());
    }
}
