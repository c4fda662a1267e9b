package org.xinqiao.contracts.message;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Data of {@code xinqiao.void.notice.v1}: the notice of this number was given up by its sender's
 * operator, so that its number is no gap.
 *
 * @param voids id of the notice that was given up, if its sender says so
 */
public record VoidNotice(@Nullable MessageId voids) {
    /** The notice that was given up, if its sender says so. */
    public Optional<MessageId> discarded() {
        return Optional.ofNullable(voids);
    }

    /** Reads the data; unknown members are refused. */
    public static VoidNotice parse(ObjectNode data) throws MalformedJson {
        var fields = new Fields("data", data);
        MessageId voids = null;
        if (fields.has("voids")) {
            try {
                voids = MessageId.parse(fields.text("voids"));
            } catch (IllegalArgumentException e) {
                throw fields.malformed("voids", "a UUIDv7 in canonical form");
            }
        }
        fields.end();
        return new VoidNotice(voids);
    }

    /** The data as JSON. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        discarded().ifPresent(id -> json.put("voids", id.toString()));
        return json;
    }
}
