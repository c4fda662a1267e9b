package org.xinqiao.gateway.receive;

import java.util.Optional;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.log.Tile;

/** What members may read of this node's evidence log, and of what it cosigned. */
public interface PublishedLog {
    /** The latest signed checkpoint; empty before the first. */
    Optional<byte[]> checkpoint();

    /** The content of a tile; empty where the log does not reach so far. */
    Optional<byte[]> tile(Tile tile);

    /** The highest number of a notice that a member sent here; 0 if it sent none. */
    long received(NodeId source);

    /** The latest checkpoint of another node's log that this node cosigned. */
    Optional<byte[]> witnessed(NodeId node);
}
