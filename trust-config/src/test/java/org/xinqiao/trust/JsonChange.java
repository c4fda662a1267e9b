package org.xinqiao.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes well-formed JSON into JSON that nobody agreed on. */
public final class JsonChange {
    private JsonChange() {}

    /** Removes, replaces or adds one value somewhere inside. */
    public static void somewhere(JsonNode json, Random random) throws MalformedJson {
        JsonNode at = json;
        while (at.isContainer() && !at.isEmpty()) {
            int pick = random.nextInt(at.size());
            JsonNode inner = at.valueStream().skip(pick).findFirst().orElseThrow();
            if (!inner.isContainer() || random.nextInt(3) == 0) {
                replace(at, pick, random);
                return;
            }
            at = inner;
        }
    }

    private static void replace(JsonNode at, int pick, Random random) throws MalformedJson {
        if (at instanceof ObjectNode object) {
            String name = object.propertyNames().stream().skip(pick).findFirst().orElseThrow();
            switch (random.nextInt(3)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(name, value(random));
                default -> object.set(name + "x", value(random));
            }
        } else if (at instanceof ArrayNode array) {
            switch (random.nextInt(3)) {
                case 0 -> array.remove(pick);
                case 1 -> array.set(pick, value(random));
                default -> array.add(array.get(pick).deepCopy());
            }
        }
    }

    private static JsonNode value(Random random) throws MalformedJson {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(10)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(true);
            case 2 -> nodes.numberNode(-1);
            case 3 -> nodes.numberNode(Long.MAX_VALUE);
            case 4 -> StrictJson.parse("1e400".getBytes(UTF_8));
            case 5 -> StrictJson.parse("123456789012345678901234567890".getBytes(UTF_8));
            case 6 -> nodes.stringNode("1.".repeat(20_000) + "1");
            case 7 -> nodes.stringNode("");
            case 8 -> nodes.arrayNode().add(nodes.objectNode());
            default -> nodes.objectNode().put("", "");
        };
    }
}
