package org.xinqiao.contracts.stream;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.Rfc3339;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.log.Hash;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a source states of its whole stream at one size; who holds the same list holds the same 32
 * bytes of {@code stateRoot}. Not to be taken for a checkpoint of the evidence log.
 *
 * @param stream the stream
 * @param size how many changes it has
 * @param logRoot the RFC 9162 root over the leaves of all changes
 * @param stateRoot the RFC 9162 root over the leaves of the entries that are there now, by key
 * @param time when it was stated, by the source's clock
 */
public record StreamState(
        StreamName stream, long size, Hash logRoot, Hash stateRoot, OffsetDateTime time)
        implements Statement {
    /** Checks the bounds. */
    public StreamState {
        if (size < 0 || size > Change.SEQ_MAX) {
            throw new IllegalArgumentException("a stream has no such size");
        }
    }

    @Override
    public JwsType type() {
        return JwsType.STATE;
    }

    /** When it was stated. */
    public Instant instant() {
        return time.toInstant();
    }

    /** Whether both may be true: of one size, the roots must be the same. */
    public boolean agreesWith(StreamState other) {
        return !stream.equals(other.stream)
                || size != other.size
                || logRoot.equals(other.logRoot) && stateRoot.equals(other.stateRoot);
    }

    /** Reads a payload. */
    public static StreamState parse(ObjectNode json) throws MalformedJson {
        var fields = new Fields("", json);
        var state =
                new StreamState(
                        fields.oneOf("stream", StreamName::parse),
                        fields.integer("size", 0, Change.SEQ_MAX),
                        Manifest.hash(fields, "logRoot"),
                        Manifest.hash(fields, "stateRoot"),
                        fields.time("time"));
        fields.end();
        return state;
    }

    @Override
    public ObjectNode toJson() {
        return StrictJson.object()
                .put("stream", stream.value())
                .put("size", size)
                .put("logRoot", Manifest.text(logRoot))
                .put("stateRoot", Manifest.text(stateRoot))
                .put("time", Rfc3339.format(time));
    }
}
