package org.xinqiao.trust.plan;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** How a value of a document is shown. */
final class Values {
    static final JsonNode NOTHING = MissingNode.getInstance();

    private Values() {}

    /** The value in full: what is cut off could be what changed. */
    static String shown(JsonNode value) {
        return value.isString() ? "\"" + value.stringValue() + "\"" : value.toString();
    }

    /** A text without quotes; anything else as JSON. */
    static String plain(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }
}
