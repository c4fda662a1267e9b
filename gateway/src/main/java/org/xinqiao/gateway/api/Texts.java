package org.xinqiao.gateway.api;

import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.node.ObjectNode;

/** Words in both languages, as the pages read them. */
final class Texts {
    private Texts() {}

    static ObjectNode of(@Nullable String zh, @Nullable String en) {
        ObjectNode json = StrictJson.object();
        json.put("zh", zh);
        json.put("en", en);
        return json;
    }
}
