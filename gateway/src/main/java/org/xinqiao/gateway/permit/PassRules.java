package org.xinqiao.gateway.permit;

import java.time.Instant;
import org.xinqiao.contracts.code.PassClaims;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.CodeBounds;
import org.xinqiao.gateway.people.MintedPass;
import org.xinqiao.gateway.people.PassForm;

/** Whether a pass agrees with the home city's own record of it. */
public final class PassRules {
    private PassRules() {}

    /**
     * Returns only for the pass that was minted, for its first questioner, and, on a screen without
     * a key, within a minute of minting.
     */
    public static void decide(MintedPass minted, PassClaims claims, NodeId source, Instant now)
            throws Refusal {
        boolean same =
                minted.agreement() == claims.agreement()
                        && minted.statusList() == claims.statusList()
                        && minted.statusIndex() == claims.statusIndex()
                        && minted.form().bearer() == claims.deviceKey().isEmpty();
        if (!same) {
            throw new Refusal(ProblemType.CODE_UNKNOWN);
        }
        if (minted.boundTo().filter(bound -> !bound.equals(source)).isPresent()) {
            throw new Refusal(ProblemType.CODE_ALREADY_USED);
        }
        // On paper it is good until its own expiry, which is judged with the code.
        Instant screenUntil = minted.mintedAt().plus(CodeBounds.BEARER_AGE_MAX);
        if (minted.form() == PassForm.SCREEN && now.isAfter(screenUntil)) {
            throw new Refusal(ProblemType.CODE_EXPIRED);
        }
    }
}
