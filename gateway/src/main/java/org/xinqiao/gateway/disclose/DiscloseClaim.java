package org.xinqiao.gateway.disclose;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;
import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.code.PassClaim;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.people.OrganisationStanding;
import org.xinqiao.gateway.people.PersonStanding;
import org.xinqiao.gateway.people.Standing;
import org.xinqiao.gateway.permit.PermittedIssue;
import org.xinqiao.gateway.recognise.RecognitionRules;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.DisclosureLevel;

/**
 * Stations 4 and 5 for passes: the bits of the classes that consent covers, or the rung where
 * consent and agreement allow it. Neither a score nor an organisation's lists are ever in a code.
 */
@Component
public class DiscloseClaim {
    /** The claim, if the filter lets it pass. */
    @Handler
    public DisclosedClaim disclose(PermittedIssue issue) throws Refusal {
        PassClaim claim = claim(issue);
        DisclosureRules.decide(
                Disclosed.codes(items(issue.standing(), claim)),
                Basis.of(issue.consent()),
                issue.trust().snapshot().catalogue());
        return new DisclosedClaim(issue, claim);
    }

    private static Set<CreditItem> items(Standing standing, PassClaim claim) {
        return switch (standing) {
            case OrganisationStanding _ ->
                    EnumSet.of(
                            CreditItem.ORGANISATION_CREDIT_CODE,
                            CreditItem.ORGANISATION_ELIGIBILITY);
            case PersonStanding _ ->
                    claim instanceof PassClaim.Rung
                            ? EnumSet.of(CreditItem.CODE, CreditItem.ELIGIBILITY, CreditItem.RUNG)
                            : EnumSet.of(CreditItem.CODE, CreditItem.ELIGIBILITY);
        };
    }

    private static PassClaim claim(PermittedIssue issue) {
        Agreement agreement = issue.agreement();
        DisclosureLevel level = LeastDisclosure.decide(issue.consent().disclosure(), agreement);
        var home = issue.trust().self();
        if (level != DisclosureLevel.ELIGIBILITY
                && issue.standing() instanceof PersonStanding person) {
            var rung = person.points().map(score -> agreement.ladder().rungOf(home, score));
            if (rung.isPresent()) {
                return new PassClaim.Rung(rung.get());
            }
        }
        BitSet reached =
                RecognitionRules.classes(
                        agreement, home, issue.consent().purposes(), issue.standing());
        return PassClaim.Classes.of(reached, agreement.highestClass());
    }
}
