package org.xinqiao.gateway.lists;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.operate.NodeConfig;

/**
 * Routes out of a file that operators edit: a mapping of streams to lists of nodes. A change counts
 * within a second; with one that cannot be read everything stays as it was.
 *
 * <pre>{@code
 * cn-350200/list/red: [cn-350100]
 * cn-350200/record/penalty: [cn-350000]
 * }</pre>
 */
@Component
public final class RouteFile implements Routes {
    private static final Logger LOG = LoggerFactory.getLogger(RouteFile.class);
    private static final int LOOK_MILLIS = 1_000;
    private static final int FILE_BYTES_MAX = 1 << 20;

    private final @Nullable Path file;
    private final NodeId self;
    private volatile Map<StreamName, Set<NodeId>> routes = Map.of();
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
        return routes.getOrDefault(stream, Set.of());
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
                routes = parse(now, self);
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

    /**
     * Reads the text of such a file.
     *
     * @throws IllegalArgumentException names everything that is wrong with it
     */
    static Map<StreamName, Set<NodeId>> parse(String yaml, NodeId self) {
        Object document;
        try {
            var settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
            document = new Load(settings).loadFromString(yaml);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException("no YAML", e);
        }
        if (document == null) {
            return Map.of();
        }
        if (!(document instanceof Map<?, ?> mapping)) {
            throw new IllegalArgumentException("a mapping of streams to nodes is expected");
        }
        var routes = new HashMap<StreamName, Set<NodeId>>();
        var faults = new ArrayList<String>();
        mapping.forEach((name, nodes) -> route(name, nodes, self, routes, faults));
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        return Map.copyOf(routes);
    }

    private static void route(
            Object name,
            Object nodes,
            NodeId self,
            Map<StreamName, Set<NodeId>> routes,
            List<String> faults) {
        StreamName stream = StreamName.parse(String.valueOf(name)).orElse(null);
        if (stream == null || !stream.source().equals(self)) {
            faults.add(name + ": is no stream of " + self);
            return;
        }
        if (!(nodes instanceof List<?> list)) {
            faults.add(name + ": a list of nodes is expected");
            return;
        }
        var partners = new HashSet<NodeId>();
        for (Object node : list) {
            try {
                partners.add(NodeId.parse(String.valueOf(node)));
            } catch (InvalidIdentifier e) {
                faults.add(name + ": " + node + " is no node");
            }
        }
        if (partners.contains(self)) {
            faults.add(name + ": this node has it already");
        }
        routes.put(stream, Set.copyOf(partners));
    }
}
