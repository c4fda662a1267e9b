package org.xinqiao.gateway.lists;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.operate.NodeConfig;

/**
 * The routing configuration out of a file that operators edit ({@link Routing} says how it looks).
 * A change counts within a second; with one that cannot be read everything stays as it was.
 */
@Component
public final class RouteFile implements Routes {
    private static final Logger LOG = LoggerFactory.getLogger(RouteFile.class);
    private static final int LOOK_MILLIS = 1_000;
    private static final int FILE_BYTES_MAX = 1 << 20;

    private final @Nullable Path file;
    private final NodeId self;
    private volatile Routing routing = Routing.NONE;
    private String text = "";
    private String trouble = "";

    /** The routes that a node's configuration names; none where it names none. */
    public RouteFile(NodeConfig config) {
        NodeConfig.Streams streams = config.streams();
        this.file = streams == null ? null : streams.routes();
        this.self = config.node();
        refresh();
    }

    @Override
    public Set<NodeId> of(StreamName stream) {
        return routing.sends().getOrDefault(stream, Set.of());
    }

    /** The whole configuration in force. */
    public Routing routing() {
        return routing;
    }

    /** Looks whether the file has changed. */
    @Scheduled(fixedDelay = LOOK_MILLIS, initialDelay = LOOK_MILLIS)
    public synchronized void refresh() {
        if (file == null) {
            return;
        }
        String why = "";
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new IOException("is larger than routes ever are");
            }
            String now = Files.readString(file);
            if (!now.equals(text)) {
                routing = Routing.parse(now, self);
                text = now;
            }
        } catch (IOException | IllegalArgumentException e) {
            why = String.valueOf(e.getMessage());
        }
        if (!why.equals(trouble) && !why.isEmpty()) {
            LOG.warn("the routes of streams stay as they were: {}: {}", file, why);
        }
        trouble = why;
    }
}
