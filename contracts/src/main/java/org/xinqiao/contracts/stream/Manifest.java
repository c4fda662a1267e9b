package org.xinqiao.contracts.stream;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.Digests;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.Jcs;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.log.Hash;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a source states of one batch. A source cuts its stream into batches once: two manifests of a
 * stream that share a place and do not say the same prove that it told two stories.
 *
 * @param stream the stream
 * @param from the first change's place
 * @param to the last change's place
 * @param previous the {@link #commitment} of the manifest that ends before {@code from}; null where
 *     {@code from} is 1
 * @param merkleRoot the RFC 9162 root over the leaves of these changes alone
 * @param fileDigest SHA-256 of the file; the one thing that changes where bodies are deleted later
 */
public record Manifest(
        StreamName stream,
        long from,
        long to,
        @Nullable Hash previous,
        Hash merkleRoot,
        Hash fileDigest)
        implements Statement {
    /** Checks the bounds. */
    public Manifest {
        if (from < 1 || to < from || to > Change.SEQ_MAX) {
            throw new IllegalArgumentException("from and to are places, in order");
        }
        if ((from == 1) != (previous == null)) {
            throw new IllegalArgumentException("the first manifest alone has none before it");
        }
    }

    /** How many changes. */
    public long count() {
        return to - from + 1;
    }

    @Override
    public JwsType type() {
        return JwsType.MANIFEST;
    }

    /**
     * SHA-256 of the JCS of this manifest without {@code fileDigest}: what the next one names. It
     * is the same whatever the signature's bytes are, and after bodies were deleted.
     */
    public Hash commitment() {
        ObjectNode json = toJson();
        json.remove("fileDigest");
        return Hash.of(Digests.sha256(Jcs.of(json)));
    }

    /** Whether both state the same of their changes. */
    public boolean agreesWith(Manifest other) {
        return stream.equals(other.stream)
                && from == other.from
                && to == other.to
                && Objects.equals(previous, other.previous)
                && merkleRoot.equals(other.merkleRoot);
    }

    /** Whether both speak of one place of one stream. */
    public boolean overlaps(Manifest other) {
        return stream.equals(other.stream) && from <= other.to && other.from <= to;
    }

    /** Reads a payload. */
    public static Manifest parse(ObjectNode json) throws MalformedJson {
        var fields = new Fields("", json);
        long from = fields.integer("from", 1, Change.SEQ_MAX);
        long to = fields.integer("to", from, Change.SEQ_MAX);
        fields.integer("count", to - from + 1, to - from + 1);
        if (fields.has("previous") != from > 1) {
            throw fields.malformed("previous", "must stand in every manifest but the first");
        }
        var manifest =
                new Manifest(
                        fields.oneOf("stream", StreamName::parse),
                        from,
                        to,
                        from == 1 ? null : hash(fields, "previous"),
                        hash(fields, "merkleRoot"),
                        hash(fields, "fileDigest"));
        fields.end();
        return manifest;
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json =
                StrictJson.object()
                        .put("stream", stream.value())
                        .put("from", from)
                        .put("to", to)
                        .put("count", count());
        if (previous != null) {
            json.put("previous", text(previous));
        }
        return json.put("merkleRoot", text(merkleRoot)).put("fileDigest", text(fileDigest));
    }

    static Hash hash(Fields fields, String name) throws MalformedJson {
        return Hash.of(fields.bytes(name, Hash.BYTES));
    }

    static String text(Hash hash) {
        return Base64Url.encode(hash.bytes());
    }
}
