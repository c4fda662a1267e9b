package org.xinqiao.contracts.message;

import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Data of {@code xinqiao.trust.notice.v1}. It is a hint and proves nothing: the receiver looks at
 * the trust repository itself.
 *
 * @param snapshot version of a TUF snapshot that exists
 */
public record TrustNotice(long snapshot) {
    private static final long SAFE_INTEGER_MAX = (1L << 53) - 1;

    /** Reads the data; unknown members are refused. */
    public static TrustNotice parse(ObjectNode data) throws MalformedJson {
        var fields = new Fields("data", data);
        var notice = new TrustNotice(fields.integer("snapshot", 1, SAFE_INTEGER_MAX));
        fields.end();
        return notice;
    }

    /** The data as JSON. */
    public ObjectNode toJson() {
        return JsonNodeFactory.instance.objectNode().put("snapshot", snapshot);
    }
}
