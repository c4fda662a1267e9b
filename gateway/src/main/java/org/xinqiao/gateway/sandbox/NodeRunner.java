package org.xinqiao.gateway.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import org.xinqiao.gateway.Node;
import org.xinqiao.gateway.NodeNotStarted;
import org.xinqiao.gateway.operate.InvalidConfig;
import org.xinqiao.gateway.operate.NodeConfig;

/** How a node of the sandbox is run: within this program, or otherwise. */
@FunctionalInterface
public interface NodeRunner {
    /** All nodes share this program; starting is cheap. */
    NodeRunner HERE =
            configuration -> {
                try {
                    return Node.start(NodeConfig.read(configuration));
                } catch (InvalidConfig | NodeNotStarted e) {
                    throw new IOException(e.getMessage(), e);
                }
            };

    /**
     * Starts the node of a configuration file. Once this has returned, both of its ports answer.
     */
    AutoCloseable run(Path configuration) throws IOException;
}
