package org.xinqiao.gateway.disclose;

import java.util.BitSet;
import java.util.EnumSet;
import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.code.PassClaim;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.permit.PermittedIssue;
import org.xinqiao.gateway.recognise.RecognitionRules;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.DisclosureLevel;

/**
 * Stations 4 and 5 for passes: the bits of the classes that consent covers, or the rung where
 * consent and agreement allow it. The score is never in a code.
 */
@Component
public class DiscloseClaim {
    /** The claim, if the filter lets it pass. */
    @Handler
    public DisclosedClaim disclose(PermittedIssue issue) throws Refusal {
        Consent consent = issue.consent();
        PassClaim claim = claim(issue);
        var items = EnumSet.of(CreditItem.CODE, CreditItem.ELIGIBILITY);
        if (claim instanceof PassClaim.Rung) {
            items.add(CreditItem.RUNG);
        }
        DisclosureRules.decide(
                Disclosed.codes(items),
                new Basis.Consented(true, consent.form() == Consent.Form.WRITTEN),
                issue.trust().snapshot().catalogue());
        return new DisclosedClaim(issue, claim);
    }

    private static PassClaim claim(PermittedIssue issue) {
        Agreement agreement = issue.agreement();
        DisclosureLevel level = LeastDisclosure.decide(issue.consent().disclosure(), agreement);
        var home = issue.trust().self();
        if (level != DisclosureLevel.ELIGIBILITY) {
            var rung =
                    issue.standing().points().map(score -> agreement.ladder().rungOf(home, score));
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
