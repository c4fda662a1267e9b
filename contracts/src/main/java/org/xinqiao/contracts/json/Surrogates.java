package org.xinqiao.contracts.json;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Finds half characters: they have no UTF-8, so what is signed and what is read would differ. */
final class Surrogates {
    private Surrogates() {}

    static void refuseLone(JsonNode value) throws MalformedJson {
        if (value.isString()) {
            refuseLone(value.stringValue());
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            refuseLone(member.getKey());
            refuseLone(member.getValue());
        }
        if (value.isArray()) {
            for (JsonNode element : value.values()) {
                refuseLone(element);
            }
        }
    }

    private static void refuseLone(String text) throws MalformedJson {
        // A pair counts as one code point; only a lone half is a surrogate code point.
        if (text.codePoints().anyMatch(point -> point >= 0xD800 && point <= 0xDFFF)) {
            throw new MalformedJson("", "must not hold a lone surrogate");
        }
    }
}
