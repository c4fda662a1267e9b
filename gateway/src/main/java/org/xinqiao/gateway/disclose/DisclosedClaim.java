package org.xinqiao.gateway.disclose;

import org.xinqiao.contracts.code.PassClaim;
import org.xinqiao.gateway.permit.PermittedIssue;

/** What a pass may disclose. Only {@link DiscloseClaim} makes one, after the filter let it pass. */
public final class DisclosedClaim {
    private final PermittedIssue issue;
    private final PassClaim claim;

    DisclosedClaim(PermittedIssue issue, PassClaim claim) {
        this.issue = issue;
        this.claim = claim;
    }

    /** What it is for. */
    public PermittedIssue issue() {
        return issue;
    }

    /** The claim. */
    public PassClaim claim() {
        return claim;
    }
}
