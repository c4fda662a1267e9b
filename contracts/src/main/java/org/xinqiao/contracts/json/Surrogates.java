package org.xinqiao.contracts.json;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Finds half characters: they have no UTF-8, so what is signed and what is read would differ. */
public final class Surrogates {
    private Surrogates() {}

    /** Refuses a text of our own making that holds a half. */
    public static void require(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (hasLone(text)) {
                    throw new IllegalArgumentException("a lone surrogate is no text");
                }
                return;
            }
        }
    }

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
        if (hasLone(text)) {
            throw new MalformedJson("", "must not hold a lone surrogate");
        }
    }

    private static boolean hasLone(String text) {
        // A pair counts as one code point; only a lone half is a surrogate code point.
        return text.codePoints().anyMatch(point -> point >= 0xD800 && point <= 0xDFFF);
    }
}
