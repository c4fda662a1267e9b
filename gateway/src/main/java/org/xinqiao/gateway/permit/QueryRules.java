package org.xinqiao.gateway.permit;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.Refusals;
import org.xinqiao.gateway.people.QueryAuthorisation;

/**
 * Which classes of entries somebody may see (R05, R06). What is public everybody may; what
 * government bodies share, a public body that states purpose and statutory duty; what needs an
 * authorisation, the subject and whom the subject authorised. A look at somebody else's records is
 * never without a reason (R27).
 */
public final class QueryRules {
    private QueryRules() {}

    /**
     * What is known of a query.
     *
     * @param natural whether it is about a natural person
     * @param own whether the asker is the subject, identified
     * @param publicBody whether the asker is a public body
     * @param asker who asks
     * @param purpose what for, as declared; null where nothing is
     * @param duty by which statutory duty; null where none is claimed
     * @param authorised whether an authorisation is claimed
     * @param authorisation the authorisation; null where this subject gave none of that id
     * @param at when
     */
    public record Facts(
            boolean natural,
            boolean own,
            boolean publicBody,
            String asker,
            @Nullable String purpose,
            @Nullable String duty,
            boolean authorised,
            @Nullable QueryAuthorisation authorisation,
            Instant at) {}

    /**
     * The classes that may be shown.
     *
     * @throws Refusal where less is stated than is claimed: nothing is shown instead
     */
    public static Set<DisclosureClass> decide(Facts facts) throws Refusal {
        var classes = EnumSet.of(DisclosureClass.PUBLIC);
        if (facts.own()) {
            classes.add(DisclosureClass.AUTHORISED);
            return classes;
        }
        if (facts.purpose() == null && (facts.natural() || facts.authorised())) {
            throw Refusals.request("purpose", "who looks, and what for, must be declared");
        }
        if (facts.duty() != null) {
            if (!facts.publicBody()) {
                throw new Refusal(ProblemType.ROLE_NOT_ALLOWED, "role", "PLATFORM, OPERATOR");
            }
            classes.add(DisclosureClass.GOVERNMENT);
        }
        if (facts.authorised()) {
            live(facts);
            classes.add(DisclosureClass.AUTHORISED);
        }
        return classes;
    }

    private static void live(Facts facts) throws Refusal {
        QueryAuthorisation given = facts.authorisation();
        if (given == null) {
            throw new Refusal(ProblemType.CONSENT_UNKNOWN);
        }
        if (!given.requester().equals(facts.asker())) {
            throw new Refusal(ProblemType.CONSENT_FOR_ANOTHER_RECIPIENT);
        }
        if (given.withdrawnAt() != null) {
            throw new Refusal(ProblemType.CONSENT_WITHDRAWN);
        }
        if (given.usedAt() != null) {
            throw new Refusal(ProblemType.CONSENT_USED);
        }
        if (!facts.at().isBefore(given.until())) {
            throw new Refusal(ProblemType.CONSENT_EXPIRED);
        }
        if (!given.purpose().equals(facts.purpose())) {
            throw new Refusal(ProblemType.CONSENT_FOR_ANOTHER_PURPOSE);
        }
    }
}
