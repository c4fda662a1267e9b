package org.xinqiao.gateway.authenticate;

import java.time.Instant;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.trust.document.NodeKey;

/** The times of a key (protocol, section 2), the same rule for messages and passes. */
final class KeyTimes {
    private KeyTimes() {}

    /** Which problem to name at each end of a key's life. */
    record Problems(ProblemType notYet, ProblemType retired, ProblemType revoked) {}

    /**
     * Returns only if the key was in force for what is dated {@code dated} and arrives {@code now}.
     *
     * <p>Revocation looks at arrival, because whoever stole a key also chooses the date; retirement
     * looks at the date, because what was signed before it stays good until its own time check
     * fails.
     */
    static void decide(NodeKey key, Instant startsAt, Instant dated, Instant now, Problems problems)
            throws Refusal {
        Instant revokedAt = key.revokedAt();
        if (revokedAt != null && !now.isBefore(revokedAt)) {
            throw new Refusal(problems.revoked);
        }
        if (dated.isBefore(startsAt)) {
            throw new Refusal(problems.notYet);
        }
        Instant retiredAt = key.retiredAt();
        if (retiredAt != null && !dated.isBefore(retiredAt)) {
            throw new Refusal(problems.retired);
        }
    }
}
