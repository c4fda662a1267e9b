package org.xinqiao.trust.edit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.jose.GeneralJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.jose.MalformedJws;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.AgreementMemory;
import org.xinqiao.trust.document.DocumentType;
import org.xinqiao.trust.document.FederationPlan;
import org.xinqiao.trust.document.FederationPlanJson;
import org.xinqiao.trust.document.MalformedDocument;
import org.xinqiao.trust.tuf.Delegation;
import org.xinqiao.trust.tuf.PastVersions;
import org.xinqiao.trust.tuf.Role;
import org.xinqiao.trust.tuf.Store;
import org.xinqiao.trust.tuf.TufRefused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what an earlier version of the repository said into the working directory, so that the
 * next publication says it again as a new version: versions never go down, and an agreement comes
 * back as its next revision, with new signatures.
 *
 * <p>Keys stay as they are. What signs today is a matter of who holds which secret, not of what was
 * decided; and a revoked key must never come back. The keys of a member that is back are those that
 * it published last.
 */
public final class Rollback {
    private final Federation federation;
    private final PastVersions past;

    /**
     * A rollback from a repository's files.
     *
     * @throws TufRefused if the repository's roots are not a chain
     */
    public Rollback(Federation federation, Path repository) throws IOException, TufRefused {
        this.federation = federation;
        this.past = new PastVersions(new Store(repository));
    }

    /**
     * The files to write, by path below the working directory; nothing for one that is to go.
     *
     * @param to the number of the snapshot whose word is to count again
     * @param last the number of the newest one
     */
    public Map<String, Optional<String>> files(long to, long last)
            throws IOException, LintFailed, TufRefused, NotPossible {
        if (to < 1 || to >= last) {
            throw new NotPossible(
                    "version " + to + " is not an earlier one than " + last + ", the newest");
        }
        PastVersions.Past then = past.version(to);
        // An agreement that waits for signatures was never published, so nothing brings it back.
        Map<String, JsonNode> agreed = documents(DocumentType.AGREEMENT, past.version(last));
        Edited now = Lint.passed(federation);
        Map<String, Optional<String>> files = new TreeMap<>();
        for (DocumentType type : DocumentType.values()) {
            Map<String, JsonNode> was = documents(type, then);
            for (String name : now.of(type).keySet()) {
                boolean keep =
                        type == DocumentType.KEYS
                                || was.containsKey(name)
                                || (type == DocumentType.AGREEMENT && !agreed.containsKey(name));
                if (!keep) {
                    files.put(path(type, name), Optional.empty());
                }
            }
            for (Map.Entry<String, JsonNode> each : was.entrySet()) {
                YamlDocument current = now.of(type).get(each.getKey());
                changed(type, each.getKey(), each.getValue(), current, last)
                        .ifPresent(json ->
                                files.put(
                                        path(type, each.getKey()), Optional.of(YamlText.of(json))));
            }
        }
        // Whoever was no member then has no keys either; they are back when the member is.
        Map<String, JsonNode> members = documents(DocumentType.MEMBER, then);
        for (String node : now.of(DocumentType.KEYS).keySet()) {
            if (!members.containsKey(node)) {
                files.put(path(DocumentType.KEYS, node), Optional.empty());
            }
        }
        settings(now.plan().json(), then)
                .ifPresent(json -> files.put("federation.yaml", Optional.of(YamlText.of(json))));
        return files;
    }

    /**
     * The working directory as it would be, in another place and without private keys: for the plan
     * that is shown before.
     */
    public Federation rehearse(Map<String, Optional<String>> files, Path scratch)
            throws IOException {
        try (Stream<Path> all = Files.walk(federation.directory())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path relative = federation.directory().relativize(file);
                if (!relative.startsWith("private")) {
                    Path target = scratch.resolve(relative.toString());
                    Files.createDirectories(target.toAbsolutePath().getParent());
                    Files.copy(file, target);
                }
            }
        }
        write(files, scratch);
        return new Federation(scratch);
    }

    /** Writes the files of a rollback into the working directory. */
    public void write(Map<String, Optional<String>> files) throws IOException {
        write(files, federation.directory());
    }

    private static void write(Map<String, Optional<String>> files, Path directory)
            throws IOException {
        for (Map.Entry<String, Optional<String>> each : files.entrySet()) {
            Path file = directory.resolve(each.getKey());
            if (each.getValue().isPresent()) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, each.getValue().get());
            } else {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String path(DocumentType type, String name) {
        return type.directory() + "/" + name + ".yaml";
    }

    private static Map<String, JsonNode> documents(DocumentType type, PastVersions.Past version)
            throws IOException {
        Map<String, JsonNode> documents = new TreeMap<>();
        String prefix = type.directory() + "/";
        try {
            for (Map.Entry<String, byte[]> each : version.targets().entrySet()) {
                if (each.getKey().startsWith(prefix) && each.getKey().endsWith(".json")) {
                    JsonNode json = StrictJson.parse(each.getValue());
                    if (type == DocumentType.AGREEMENT) {
                        byte[] payload = GeneralJws.parse(json, JwsType.AGREEMENT).payload();
                        json = StrictJson.parse(payload);
                    }
                    String name = each.getKey().substring(prefix.length());
                    documents.put(name.substring(0, name.length() - ".json".length()), json);
                }
            }
        } catch (MalformedJson | MalformedJws e) {
            throw new IOException("the repository is damaged: " + e.getMessage(), e);
        }
        return documents;
    }

    private Optional<ObjectNode> changed(
            DocumentType type, String name, JsonNode was, @Nullable YamlDocument current, long last)
            throws IOException, TufRefused {
        JsonNode now = current == null ? StrictJson.object() : current.json();
        if (type == DocumentType.KEYS) {
            return current == null ? Optional.of(lastKeys(name, was, last)) : Optional.empty();
        }
        if (type == DocumentType.AGREEMENT) {
            return isSame(text(was), text(now)) ? Optional.empty() : Optional.of(next(was));
        }
        return isSame(was, now) ? Optional.empty() : Optional.of((ObjectNode) was);
    }

    /** What a node published last is newer than any version that is gone back to. */
    private ObjectNode lastKeys(String node, JsonNode was, long last)
            throws IOException, TufRefused {
        for (long version = last; version > 0; version--) {
            JsonNode keys = documents(DocumentType.KEYS, past.version(version)).get(node);
            if (keys != null) {
                return (ObjectNode) keys;
            }
        }
        return (ObjectNode) was;
    }

    /** An agreement without what numbers its revisions. */
    private static JsonNode text(JsonNode agreement) {
        ObjectNode text = (ObjectNode) agreement.deepCopy();
        text.remove(List.of("revision", "previous"));
        return text;
    }

    private ObjectNode next(JsonNode was) throws IOException {
        ObjectNode next = (ObjectNode) was.deepCopy();
        AgreementMemory.Seen seen =
                SignedAgreements.memory(federation).seen().get(was.path("number").asLong());
        if (seen != null) {
            next.put("revision", seen.revision() + 1).put("previous", seen.digest());
        }
        return next;
    }

    /**
     * The delegations of then; who has how many keys, and how long metadata counts, is of today.
     */
    private static Optional<ObjectNode> settings(JsonNode now, PastVersions.Past then)
            throws IOException {
        FederationPlan plan;
        try {
            plan = FederationPlanJson.read(now);
        } catch (MalformedDocument e) {
            throw new IOException("federation.yaml was in order a moment ago", e);
        }
        ObjectNode settings = (ObjectNode) now.deepCopy();
        ArrayNode delegations = settings.putArray("delegations");
        List<String> waiting = new ArrayList<>(List.of(Role.TARGETS));
        while (!waiting.isEmpty()) {
            String by = waiting.removeFirst();
            for (Delegation each : then.delegations().getOrDefault(by, List.of())) {
                waiting.add(each.role());
                delegations.add(delegation(by, each, plan));
            }
        }
        Map<String, JsonNode> had = byRole(now.path("delegations"));
        return had.equals(byRole(delegations)) ? Optional.empty() : Optional.of(settings);
    }

    private static ObjectNode delegation(String by, Delegation was, FederationPlan plan) {
        Optional<FederationPlan.Quorum> now =
                plan.delegation(was.role()).map(each -> each.quorum());
        ObjectNode json = StrictJson.object().put("role", was.role()).put("by", by);
        json.put("keys", now.map(it -> it.keys()).orElse(was.authority().keys().size()));
        json.put("threshold", now.map(it -> it.threshold()).orElse(was.authority().threshold()));
        ArrayNode paths = json.putArray("paths");
        was.paths().forEach(path -> paths.add(path.text()));
        return json;
    }

    private static Map<String, JsonNode> byRole(JsonNode delegations) {
        Map<String, JsonNode> byRole = new HashMap<>();
        delegations.forEach(each -> byRole.put(each.path("role").asString(""), canonical(each)));
        return byRole;
    }

    private static JsonNode canonical(JsonNode json) {
        try {
            return StrictJson.parse(StrictJson.write(json));
        } catch (MalformedJson e) {
            throw new IllegalStateException("what was written here can be read", e);
        }
    }

    private static boolean isSame(JsonNode one, JsonNode other) {
        return canonical(one).equals(canonical(other));
    }
}
