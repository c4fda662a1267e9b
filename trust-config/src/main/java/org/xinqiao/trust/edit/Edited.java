package org.xinqiao.trust.edit;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.xinqiao.trust.document.DocumentType;

/** All files of a federation, read. */
final class Edited {
    private final YamlDocument plan;
    private final Map<DocumentType, Map<String, YamlDocument>> documents =
            new EnumMap<>(DocumentType.class);

    Edited(YamlDocument plan) {
        this.plan = plan;
    }

    void add(DocumentType type, String name, YamlDocument document) {
        documents.computeIfAbsent(type, any -> new TreeMap<>()).put(name, document);
    }

    YamlDocument plan() {
        return plan;
    }

    Map<String, YamlDocument> of(DocumentType type) {
        return documents.getOrDefault(type, Map.of());
    }
}
