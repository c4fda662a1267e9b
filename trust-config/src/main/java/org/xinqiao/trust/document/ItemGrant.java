package org.xinqiao.trust.document;

import java.util.Set;
import org.xinqiao.contracts.identity.NodeId;

/**
 * Which data items some parties answer, to whom, what for, and by which duties.
 *
 * @param clause the clause of the agreement that it rests on; no other grant rests on the same
 * @param by who answers
 * @param to who may ask
 * @param purposes what for
 * @param duties ids of the duties by which what government bodies share is told; empty where
 *     nothing is told by duty
 * @param items codes of the catalogue items
 */
public record ItemGrant(
        String clause,
        Set<NodeId> by,
        Set<NodeId> to,
        Set<String> purposes,
        Set<String> duties,
        Set<String> items) {
    /** Keeps copies. */
    public ItemGrant {
        by = Set.copyOf(by);
        to = Set.copyOf(to);
        purposes = Set.copyOf(purposes);
        duties = Set.copyOf(duties);
        items = Set.copyOf(items);
    }

    /** Whether one node answers another at all under it. */
    public boolean binds(NodeId answering, NodeId asking) {
        return !answering.equals(asking) && by.contains(answering) && to.contains(asking);
    }
}
