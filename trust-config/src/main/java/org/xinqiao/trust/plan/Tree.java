package org.xinqiao.trust.plan;

import java.util.Map;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.document.DocumentType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A version of the documents as one tree in which everything has a name: lists of things that carry
 * an id become objects by that id, and sets objects by their members, so that a comparison says
 * which thing changed and not which place in a list. Nothing is left out, whatever its shape.
 */
final class Tree {
    static final String ROLES = "roles";
    static final String FEDERATION = "federation";
    static final String OLDER_CATALOGUES = "catalogue-older";
    static final String DIGEST = "digest (SHA-256)";

    private Tree() {}

    static ObjectNode of(TrustVersion version) {
        ObjectNode tree = StrictJson.object();
        for (DocumentType type : DocumentType.values()) {
            if (type != DocumentType.CATALOGUE) {
                ObjectNode all = tree.putObject(type.directory());
                version.of(type).forEach((name, json) -> all.set(name, document(type, json)));
            }
        }
        version.digests()
                .forEach((path, digest) -> {
                    if (tree.path(DocumentType.AGREEMENT.directory()).path(name(path))
                            instanceof ObjectNode agreement) {
                        agreement.put(DIGEST, digest);
                    }
                });
        catalogues(version, tree);
        ObjectNode roles = tree.putObject(ROLES);
        version.roles().forEach((name, facts) -> roles.set(name, role(facts)));
        tree.putObject(FEDERATION);
        version.settings().ifPresent(settings -> tree.set(FEDERATION, settings(settings)));
        return tree;
    }

    private static String name(String path) {
        return path.substring(path.indexOf('/') + 1);
    }

    /** The newest one counts; the others are kept for the record. */
    private static void catalogues(TrustVersion version, ObjectNode tree) {
        String newest = Catalogues.newest(version);
        ObjectNode older = tree.putObject(OLDER_CATALOGUES);
        for (Map.Entry<String, JsonNode> each : version.of(DocumentType.CATALOGUE).entrySet()) {
            JsonNode catalogue = document(DocumentType.CATALOGUE, each.getValue());
            if (each.getKey().equals(newest)) {
                tree.set(DocumentType.CATALOGUE.directory(), catalogue);
            } else {
                older.set(each.getKey(), catalogue);
            }
        }
        if (newest.isEmpty()) {
            tree.putObject(DocumentType.CATALOGUE.directory());
        }
    }

    private static JsonNode document(DocumentType type, JsonNode json) {
        if (!(json.deepCopy() instanceof ObjectNode copy)) {
            return json;
        }
        switch (type) {
            case MEMBER -> {}
            case KEYS -> {
                set(copy, "suites");
                set(copy, "pins");
                byId(copy, "keys", "kid", "uses");
                byId(copy, "smKeys", "kid", "uses");
            }
            case BENEFITS -> byId(copy, "benefits", "id");
            case AGREEMENT -> {
                set(copy, "parties");
                set(copy, "disclosure");
                set(copy, "streams");
                byId(copy, "classes", "number");
                byId(copy, "clauses", "id");
                if (copy.path("queries") instanceof ObjectNode queries) {
                    byId(queries, "duties", "id");
                    byId(queries, "answers", "clause", "by", "to", "purposes", "duties", "items");
                }
            }
            case ENTRIES -> {
                byId(copy, "items", "code", "appliesTo");
                copy.path("items")
                        .forEach(item -> {
                            if (item instanceof ObjectNode each) {
                                byId(each, "fields", "name", "tags");
                            }
                        });
            }
            case MEASURES -> byId(copy, "measures", "code", "targets");
            case CATALOGUE -> {
                byId(copy, "items", "code", "tags", "appliesTo");
                byId(copy, "purposes", "id");
            }
        }
        return copy;
    }

    private static JsonNode settings(JsonNode settings) {
        if (settings.deepCopy() instanceof ObjectNode copy) {
            byId(copy, "delegations", "role", "paths");
            return copy;
        }
        return settings;
    }

    private static ObjectNode role(RoleFacts facts) {
        ObjectNode json = StrictJson.object().put("threshold", facts.threshold());
        if (facts.by() != null) {
            json.put("by", facts.by());
        }
        ObjectNode keys = json.putObject("keys");
        facts.keys().forEach(key -> keys.put(key, true));
        ObjectNode paths = json.putObject("paths");
        facts.paths().forEach(path -> paths.put(path, true));
        return json;
    }

    /** A list of texts becomes an object of them; anything else stays as it is. */
    private static void set(ObjectNode holder, String name) {
        JsonNode list = holder.path(name);
        if (!list.isArray()
                || !list.valueStream().allMatch(JsonNode::isString)
                || list.valueStream().distinct().count() < list.size()) {
            return;
        }
        ObjectNode set = StrictJson.object();
        list.forEach(value -> set.set(value.stringValue(), BooleanNode.TRUE));
        holder.set(name, set);
    }

    /** A list of objects becomes an object of them, if each has an id of its own. */
    private static void byId(ObjectNode holder, String name, String id, String... sets) {
        JsonNode list = holder.path(name);
        if (!list.isArray()) {
            return;
        }
        ObjectNode byId = StrictJson.object();
        for (JsonNode each : list) {
            String text = each.path(id).asString("");
            if (!(each instanceof ObjectNode object) || text.isEmpty() || byId.has(text)) {
                return;
            }
            for (String set : sets) {
                set(object, set);
            }
            byId.set(text, object);
        }
        holder.set(name, byId);
    }
}
