package org.xinqiao.gateway.lists;

import java.util.Set;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.stream.StreamName;

/** Where this node's own streams go. Whether they may go there is judged besides, each time. */
public interface Routes {
    /** The partners that an own stream is meant for. */
    Set<NodeId> of(StreamName stream);
}
