package org.xinqiao.trust.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xinqiao.trust.document.DocumentType;
import org.xinqiao.trust.document.FederationPlan;
import org.xinqiao.trust.document.FederationPlan.DelegationPlan;
import org.xinqiao.trust.document.FederationPlanJson;
import org.xinqiao.trust.document.MalformedDocument;
import org.xinqiao.trust.tuf.PathPattern;
import org.xinqiao.trust.tuf.Role;

/** That every document has a role which may speak for it, all the way from the top. */
final class DelegationRules {
    private final Edited edited;
    private final List<LintFault> faults = new ArrayList<>();

    DelegationRules(Edited edited) {
        this.edited = edited;
    }

    List<LintFault> check() {
        FederationPlan plan;
        try {
            plan = FederationPlanJson.read(edited.plan().json());
        } catch (MalformedDocument e) {
            return List.of();
        }
        for (int i = 0; i < plan.delegations().size(); i++) {
            String role = plan.delegations().get(i).role();
            if (!edited.of(DocumentType.MEMBER).containsKey(role)) {
                faults.add(
                        edited.plan()
                                .fault(
                                        "delegations[" + i + "].role",
                                        "unknown-node",
                                        "is not a member"));
            }
        }
        for (DocumentType type : DocumentType.values()) {
            for (Map.Entry<String, YamlDocument> each : edited.of(type).entrySet()) {
                checkRole(plan, type, each.getKey(), each.getValue());
            }
        }
        return faults;
    }

    private void checkRole(
            FederationPlan plan, DocumentType type, String name, YamlDocument document) {
        String role = Targets.roleOf(type, document.json());
        String path = Targets.path(type, name);
        String next = role;
        while (!next.equals(Role.TARGETS)) {
            Optional<DelegationPlan> delegation = plan.delegation(next);
            if (delegation.isEmpty() || !covers(delegation.get(), path)) {
                faults.add(
                        document.fault(
                                "",
                                "delegation",
                                "federation.yaml must let role " + next + " speak for " + path));
                return;
            }
            next = delegation.get().by();
        }
    }

    private static boolean covers(DelegationPlan delegation, String path) {
        return delegation.paths().stream()
                .anyMatch(pattern -> new PathPattern(pattern).matches(path));
    }
}
