package org.xinqiao.trust.edit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.trust.document.MalformedDocument;
import org.xinqiao.trust.document.NodeKeys;
import org.xinqiao.trust.document.NodeKeysJson;

/** {@code keys/<node>.yaml}: what a node publishes about itself. */
final class NodeKeyFile {
    private final Federation federation;

    NodeKeyFile(Federation federation) {
        this.federation = federation;
    }

    boolean exists(NodeId node) {
        return Files.exists(federation.nodeKeys(node));
    }

    NodeKeys read(NodeId node) throws IOException {
        Path file = federation.nodeKeys(node);
        List<LintFault> faults = new ArrayList<>();
        YamlDocument document = YamlDocument.parse(file.toString(), Files.readString(file), faults);
        try {
            NodeKeysJson.Read read = NodeKeysJson.read(document.json());
            if (!faults.isEmpty() || !read.ignored().isEmpty()) {
                throw new IOException(file + " is not in order: run lint");
            }
            return read.keys();
        } catch (MalformedDocument e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    void write(NodeKeys keys) throws IOException {
        Path file = federation.nodeKeys(keys.node());
        Files.createDirectories(file.getParent());
        Files.writeString(file, YamlText.of(NodeKeysJson.write(keys)));
    }
}
