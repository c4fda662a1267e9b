package org.xinqiao.trust.document;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a federation's repository is run: {@code federation.yaml}. It is edited, not published; what
 * it says shows in the roots and delegations.
 *
 * @param nameZh the federation's name in Chinese
 * @param nameEn the same in English
 * @param expiry how long metadata counts
 * @param roles the four top-level roles
 * @param delegations who speaks for what below them; a parent stands before its children
 */
public record FederationPlan(
        String nameZh,
        String nameEn,
        Expiry expiry,
        Map<String, Quorum> roles,
        List<DelegationPlan> delegations) {
    /** How many keys a role has, and how many must sign. */
    public record Quorum(int keys, int threshold) {}

    /** How long metadata counts after it was signed. */
    public record Expiry(Duration root, Duration targets, Duration snapshot, Duration timestamp) {}

    /** One delegation: {@code by} lets {@code role} speak for {@code paths}. */
    public record DelegationPlan(String role, String by, Quorum quorum, List<String> paths) {
        /** Keeps a copy. */
        public DelegationPlan {
            paths = List.copyOf(paths);
        }
    }

    /** Keeps copies. */
    public FederationPlan {
        roles = Map.copyOf(roles);
        delegations = List.copyOf(delegations);
    }

    /** How many keys a role has, top-level or delegated; there is no other. */
    public Quorum quorum(String role) {
        Quorum quorum = roles.get(role);
        if (quorum != null) {
            return quorum;
        }
        return delegation(role)
                .map(DelegationPlan::quorum)
                .orElseThrow(() -> new IllegalArgumentException(role + " is not a role"));
    }

    /** The delegation to a role. */
    public Optional<DelegationPlan> delegation(String role) {
        return delegations.stream().filter(each -> each.role().equals(role)).findFirst();
    }
}
