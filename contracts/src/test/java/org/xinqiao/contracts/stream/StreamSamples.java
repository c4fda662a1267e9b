package org.xinqiao.contracts.stream;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.entry.EntrySamples;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.log.Hash;

/** Batches of invented changes. */
public final class StreamSamples {
    public static final StreamName STREAM =
            new StreamName(NodeId.parse("cn-350200"), StreamKind.RECORD_PENALTY);
    public static final StreamName PERSONAL =
            new StreamName(
                    NodeId.parse("cn-350200"),
                    StreamKind.RECORD_PENALTY,
                    NodeId.parse("cn-350000"));

    private StreamSamples() {}

    /** A batch: its file and what is to be signed. */
    public record Batch(byte[] file, Manifest manifest) {}

    static List<Change> changes(Random random, long from, int count) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            changes.add(change(random, from + i));
        }
        return changes;
    }

    static Change change(Random random, long seq) {
        String key = "k" + Long.toUnsignedString(random.nextLong(), 36);
        Content content =
                switch (random.nextInt(8)) {
                    case 0 -> new Content.Recalled();
                    case 1 -> new Content.Erased(hash(random));
                    default -> Content.Open.of(EntrySamples.random(random));
                };
        Origin origin =
                random.nextInt(4) == 0
                        ? new Origin(STREAM, 1 + random.nextInt(1000), hash(random))
                        : null;
        return new Change(seq, key, content, origin);
    }

    static Hash hash(Random random) {
        byte[] bytes = new byte[Hash.BYTES];
        random.nextBytes(bytes);
        return Hash.of(bytes);
    }

    static Batch batch(StreamName stream, List<Change> changes, Hash previous) {
        var file = new ByteArrayOutputStream();
        try (var writer = new BatchWriter(file, stream, changes.getFirst().seq())) {
            for (Change change : changes) {
                writer.add(change);
            }
            Manifest manifest = writer.finish(previous);
            return new Batch(file.toByteArray(), manifest);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static List<Change> read(Manifest manifest, byte[] file) throws IOException, BadBatch {
        List<Change> changes = new ArrayList<>();
        BatchCheck.read(
                manifest,
                new ByteArrayInputStream(file),
                BatchBounds.USUAL,
                (change, leaf) -> changes.add(change));
        return changes;
    }

    static SigningKey key(SignatureAlgorithm algorithm) {
        return Keys.generate(algorithm, new SecureRandom());
    }
}
