package org.xinqiao.contracts.stream;

import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Data of {@code xinqiao.recall.notice.v1}: the sender takes an entry of its stream back, and
 * display, sharing and use end at once. What the stream's own change says later is the same recall.
 *
 * @param stream the sender's stream
 * @param key the entry's key
 * @param seq the change that recalls it: what the key was given before is void, what it is given
 *     after stands
 */
public record RecallNotice(StreamName stream, String key, long seq) {
    /** Checks the bounds. */
    public RecallNotice {
        if (!Change.isKey(key) || seq < 1 || seq > Change.SEQ_MAX) {
            throw new IllegalArgumentException("a change of a key");
        }
    }

    /** Reads the data; unknown members are refused. */
    public static RecallNotice parse(ObjectNode data) throws MalformedJson {
        var fields = new Fields("data", data);
        StreamName stream = fields.oneOf("stream", StreamName::parse);
        String key = fields.text("key");
        if (!Change.isKey(key)) {
            throw fields.malformed("key", "1 to 64 of A-Z a-z 0-9 - . _ ~");
        }
        var notice = new RecallNotice(stream, key, fields.integer("seq", 1, Change.SEQ_MAX));
        fields.end();
        return notice;
    }

    /** The data as JSON. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        return json.put("stream", stream.value()).put("key", key).put("seq", seq);
    }
}
