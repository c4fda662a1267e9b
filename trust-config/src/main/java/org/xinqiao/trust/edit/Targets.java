package org.xinqiao.trust.edit;

import org.xinqiao.trust.document.DocumentType;
import org.xinqiao.trust.tuf.Role;
import tools.jackson.databind.JsonNode;

/** Where a document stands in the repository, and which role speaks for it. */
final class Targets {
    private Targets() {}

    static String path(DocumentType type, String name) {
        return type.directory() + "/" + name + ".json";
    }

    static String roleOf(DocumentType type, JsonNode json) {
        return switch (type) {
            case MEMBER -> json.path("parent").asString(Role.TARGETS);
            case KEYS, BENEFITS -> json.path("node").asString(Role.TARGETS);
            case AGREEMENT, CATALOGUE, ENTRIES, MEASURES -> Role.TARGETS;
        };
    }
}
