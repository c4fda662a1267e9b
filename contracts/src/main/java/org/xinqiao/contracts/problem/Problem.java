package org.xinqiao.contracts.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A problem document of RFC 9457 with the facts that are safe to show.
 *
 * @param type which entry of the catalogue
 * @param facts safe facts only, in a fixed order
 */
public record Problem(ProblemType type, Map<String, String> facts) {
    /** Keeps the order of the facts and forbids changes. */
    public Problem {
        facts = Map.copyOf(facts);
    }

    /** Drops every fact that the type does not name as safe. */
    public static Problem of(ProblemType type, Map<String, String> facts) {
        var safe = new LinkedHashMap<String, String>();
        for (String name : type.safeFacts()) {
            String value = facts.get(name);
            if (value != null) {
                safe.put(name, value);
            }
        }
        return new Problem(type, safe);
    }

    /** The document: {@code type}, {@code title}, {@code status}, {@code detail} and the facts. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", type.uri().toString());
        json.put("title", type.titleEn());
        json.put("status", type.status());
        json.put("detail", type.remedyEn());
        for (String name : type.safeFacts()) {
            String value = facts.get(name);
            if (value != null) {
                json.put(name, value);
            }
        }
        return json;
    }

    /**
     * Reads a partner's problem. A type that this catalogue does not hold is not an error (RFC
     * 9457, 3.1.1): the result is empty and the caller decides by the HTTP status.
     */
    public static Optional<Problem> fromJson(JsonNode json) {
        JsonNode uri = json.get("type");
        if (uri == null || !uri.isString()) {
            return Optional.empty();
        }
        return ProblemType.ofUri(uri.stringValue()).map(type -> of(type, textMembers(json)));
    }

    private static Map<String, String> textMembers(JsonNode json) {
        var members = new LinkedHashMap<String, String>();
        for (var member : json.properties()) {
            if (member.getValue().isString()) {
                members.put(member.getKey(), member.getValue().stringValue());
            }
        }
        return members;
    }
}
