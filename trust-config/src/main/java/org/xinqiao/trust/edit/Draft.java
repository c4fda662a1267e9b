package org.xinqiao.trust.edit;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.document.DocumentType;
import org.xinqiao.trust.document.FederationPlan;
import org.xinqiao.trust.document.FederationPlan.DelegationPlan;
import org.xinqiao.trust.document.FederationPlan.Quorum;
import org.xinqiao.trust.document.FederationPlanJson;
import org.xinqiao.trust.document.MalformedDocument;
import org.xinqiao.trust.plan.RoleFacts;
import org.xinqiao.trust.plan.TrustVersion;
import org.xinqiao.trust.tuf.RoleKey;
import tools.jackson.databind.JsonNode;

/** A federation's working directory as the version that a publication of it would become. */
public final class Draft {
    private Draft() {}

    /**
     * The version in the files, which are in order. An agreement that still waits for signatures is
     * taken as if it had them.
     */
    public static TrustVersion of(Federation federation) throws IOException, LintFailed {
        Edited edited = Lint.passed(federation);
        Map<String, JsonNode> documents = new TreeMap<>();
        Map<String, String> digests = new TreeMap<>();
        for (DocumentType type : DocumentType.values()) {
            edited.of(type)
                    .forEach((name, document) -> {
                        String path = type.directory() + "/" + name;
                        documents.put(path, document.json());
                        if (type == DocumentType.AGREEMENT) {
                            byte[] payload = StrictJson.write(document.json());
                            digests.put(path, TrustVersion.digest(payload));
                        }
                    });
        }
        JsonNode settings = edited.plan().json();
        try {
            FederationPlan plan = FederationPlanJson.read(settings);
            return new TrustVersion(
                    documents, digests, roles(plan, federation), Optional.of(settings));
        } catch (MalformedDocument e) {
            throw new IOException("federation.yaml was in order a moment ago", e);
        }
    }

    /** What {@code federation.yaml} said at the last publication from this directory. */
    public static Optional<JsonNode> publishedSettings(Federation federation) throws IOException {
        return new PublishedSettings(federation).read();
    }

    private static Map<String, RoleFacts> roles(FederationPlan plan, Federation federation)
            throws IOException {
        RoleKeyFiles files = new RoleKeyFiles(federation);
        Map<String, RoleFacts> roles = new TreeMap<>();
        for (Map.Entry<String, Quorum> role : plan.roles().entrySet()) {
            roles.put(role.getKey(), facts(role.getKey(), null, role.getValue(), Set.of(), files));
        }
        for (DelegationPlan each : plan.delegations()) {
            roles.put(
                    each.role(),
                    facts(each.role(), each.by(), each.quorum(), Set.copyOf(each.paths()), files));
        }
        return roles;
    }

    private static RoleFacts facts(
            String role, @Nullable String by, Quorum quorum, Set<String> paths, RoleKeyFiles files)
            throws IOException {
        Set<String> keys = new HashSet<>();
        try {
            files.authority(role, quorum).keys().stream().map(RoleKey::id).forEach(keys::add);
        } catch (CannotSign e) {
            // A role without keys yet signs nothing, and the plan shows it so.
            keys.clear();
        }
        return new RoleFacts(by, keys, quorum.threshold(), paths);
    }
}
