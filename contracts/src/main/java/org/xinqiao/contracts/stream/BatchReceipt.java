package org.xinqiao.contracts.stream;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.log.Hash;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a receiver answers for a batch: where it stands now, and what it set aside. A batch that
 * comes again gets the same receipt again.
 *
 * @param stream the stream
 * @param from the batch's first place
 * @param to the batch's last place, and how many changes the receiver holds after it
 * @param commitment the manifest's {@link Manifest#commitment}
 * @param logRoot the root of the receiver's log of the stream at {@code to}
 * @param stateRoot the root of what it holds then, quarantined entries too; null where it did not
 *     compute that now, which takes as long as the stream is large
 * @param quarantined what it set aside, at most {@value #QUARANTINED_MAX} by name
 * @param quarantinedCount how many it set aside
 */
public record BatchReceipt(
        StreamName stream,
        long from,
        long to,
        Hash commitment,
        Hash logRoot,
        @Nullable Hash stateRoot,
        List<Quarantined> quarantined,
        long quarantinedCount) {
    /** How many are named; the rest is asked for page by page. */
    public static final int QUARANTINED_MAX = 1_000;

    /** Keeps a copy, checks the bounds. */
    public BatchReceipt {
        quarantined = List.copyOf(quarantined);
        if (from < 1 || to < from || to > Change.SEQ_MAX) {
            throw new IllegalArgumentException("from and to are places, in order");
        }
        if (quarantined.size() != Math.min(quarantinedCount, QUARANTINED_MAX)) {
            throw new IllegalArgumentException("quarantined: named as far as there is room");
        }
    }

    /** Reads the JSON form. */
    public static BatchReceipt parse(ObjectNode json) throws MalformedJson {
        var fields = new Fields("", json);
        long from = fields.integer("from", 1, Change.SEQ_MAX);
        long to = fields.integer("to", from, Change.SEQ_MAX);
        List<Quarantined> quarantined = new ArrayList<>();
        for (Fields one : fields.objects("quarantined")) {
            quarantined.add(Quarantined.parse(one));
        }
        long count = fields.integer("quarantinedCount", 0, to - from + 1);
        if (quarantined.size() != Math.min(count, QUARANTINED_MAX)) {
            throw fields.malformed("quarantined", "must name as many as it counts, up to 1000");
        }
        var receipt =
                new BatchReceipt(
                        fields.oneOf("stream", StreamName::parse),
                        from,
                        to,
                        Manifest.hash(fields, "commitment"),
                        Manifest.hash(fields, "logRoot"),
                        fields.has("stateRoot") ? Manifest.hash(fields, "stateRoot") : null,
                        quarantined,
                        count);
        fields.end();
        return receipt;
    }

    /** The JSON form. */
    public ObjectNode toJson() {
        ObjectNode json =
                StrictJson.object()
                        .put("stream", stream.value())
                        .put("from", from)
                        .put("to", to)
                        .put("commitment", Manifest.text(commitment))
                        .put("logRoot", Manifest.text(logRoot));
        if (stateRoot != null) {
            json.put("stateRoot", Manifest.text(stateRoot));
        }
        ArrayNode list = json.putArray("quarantined");
        quarantined.forEach(one -> list.add(one.toJson()));
        return json.put("quarantinedCount", quarantinedCount);
    }
}
