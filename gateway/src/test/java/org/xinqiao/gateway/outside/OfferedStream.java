package org.xinqiao.gateway.outside;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.log.Frontier;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.stream.BatchWriter;
import org.xinqiao.contracts.stream.Change;
import org.xinqiao.contracts.stream.Content;
import org.xinqiao.contracts.stream.Manifest;
import org.xinqiao.contracts.stream.Signed;
import org.xinqiao.contracts.stream.StateTree;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.contracts.stream.StreamState;
import tools.jackson.databind.node.ObjectNode;

/** A stream whose source is the test: other software, by the protocol alone. */
final class OfferedStream {
    final StreamName name;
    private final Outside outside;
    private final NodeId to;
    private final SigningKey key;
    private final Map<String, Hash> state = new TreeMap<>();
    private final Frontier log = new Frontier();
    private @Nullable Hash previous;

    OfferedStream(Outside outside, NodeId to, StreamName name) {
        this.outside = outside;
        this.to = to;
        this.name = name;
        this.key = outside.keys.get(Suite.INTL);
    }

    /** A batch, ready to be brought. */
    record Batch(Manifest manifest, byte[] file) {}

    /** An upsert of a line as a platform hands it in; null recalls the key. */
    Change change(long seq, String entryKey, @Nullable String line) throws Exception {
        Content content =
                line == null
                        ? new Content.Recalled()
                        : Content.Open.of(
                                Entry.parse(
                                        (ObjectNode)
                                                StrictJson.parseObject(
                                                                line.getBytes(
                                                                        StandardCharsets.UTF_8))
                                                        .path("entry")));
        return new Change(seq, entryKey, content);
    }

    /** The next batch of these lines by key; it counts as said from then on. */
    Batch next(Map<String, String> lines) throws Exception {
        List<Change> changes = new ArrayList<>();
        for (var line : lines.entrySet()) {
            changes.add(change(log.size() + changes.size() + 1, line.getKey(), line.getValue()));
        }
        Batch batch = batch(changes, previous);
        for (Change change : changes) {
            log.append(change.leaf(), (level, index, hash) -> {});
            change.stateLeaf()
                    .ifPresentOrElse(
                            leaf -> state.put(change.key(), leaf),
                            () -> state.remove(change.key()));
        }
        previous = batch.manifest().commitment();
        return batch;
    }

    /** Any batch. */
    Batch batch(List<Change> changes, @Nullable Hash before) throws Exception {
        var file = new ByteArrayOutputStream();
        try (var writer = new BatchWriter(file, name, changes.getFirst().seq())) {
            for (Change change : changes) {
                writer.add(change);
            }
            return new Batch(writer.finish(before), file.toByteArray());
        }
    }

    /** What is the case after all that was said. */
    StreamState state() {
        var tree = new StateTree();
        state.forEach(tree::add);
        return new StreamState(
                name, log.size(), log.root(), tree.root(), WireTime.of(Instant.now()));
    }

    Outside.Answer bring(Batch batch) throws Exception {
        return bring(batch, batch.file(), key, null);
    }

    Outside.Answer bring(Batch batch, StreamState stated) throws Exception {
        return bring(batch, batch.file(), key, stated);
    }

    Outside.Answer bring(Batch batch, byte[] file, SigningKey signing, @Nullable StreamState stated)
            throws Exception {
        Manifest manifest = batch.manifest();
        var headers = new HashMap<String, String>();
        headers.put("Xq-Manifest", text(Signed.sign(manifest, signing)));
        if (stated != null) {
            headers.put("Xq-State", text(Signed.sign(stated, signing)));
        }
        return outside.put(
                to,
                "/federation/v1/streams/"
                        + name.value()
                        + "/batches/"
                        + manifest.from()
                        + "-"
                        + manifest.to(),
                headers,
                file);
    }

    private static String text(Signed<?> signed) {
        return new String(signed.bytes(), StandardCharsets.US_ASCII);
    }
}
