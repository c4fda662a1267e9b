package org.xinqiao.trust.edit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.document.DocumentType;
import org.xinqiao.trust.tuf.Role;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The files to publish, by the role that speaks for them. */
final class TargetFiles {
    private final Map<String, Map<String, byte[]>> byRole = new HashMap<>();
    private final Set<String> waiting = new HashSet<>();

    TargetFiles(Edited edited, List<Signer.Signed> agreements) {
        for (DocumentType type : DocumentType.values()) {
            if (type != DocumentType.AGREEMENT) {
                edited.of(type)
                        .forEach((name, document) ->
                                add(
                                        Targets.roleOf(type, document.json()),
                                        Targets.path(type, name),
                                        document.json()));
            }
        }
        for (Signer.Signed signed : agreements) {
            if (signed.isComplete()) {
                signed.jws().ifPresent(jws -> add(Role.TARGETS, path(signed), jws));
            } else {
                waiting.add(path(signed));
            }
        }
    }

    private void add(String role, String path, JsonNode json) {
        byRole.computeIfAbsent(role, any -> new TreeMap<>()).put(path, bytes((ObjectNode) json));
    }

    private static byte[] bytes(ObjectNode json) {
        return StrictJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    }

    private static String path(Signer.Signed signed) {
        return Targets.path(DocumentType.AGREEMENT, Long.toString(signed.agreement().number()));
    }

    /** The files of a role. */
    Map<String, byte[]> of(String role) {
        return byRole.getOrDefault(role, Map.of());
    }

    /** Paths that stay as they were published before, because signatures are missing. */
    Set<String> kept() {
        return Set.copyOf(waiting);
    }

    static List<String> waiting(List<Signer.Signed> agreements) {
        return agreements.stream()
                .filter(signed -> !signed.isComplete())
                .map(signed ->
                        "agreement "
                                + signed.agreement().number()
                                + " waits for the signature of "
                                + signed.missing())
                .toList();
    }
}
