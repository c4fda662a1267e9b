package org.xinqiao.gateway.permit;

import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.people.Consents;
import org.xinqiao.gateway.people.Standings;
import org.xinqiao.gateway.receive.CodeWanted;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;
import org.xinqiao.trust.document.Agreement;

/**
 * Station 3 for passes: a live consent of this very subject, and an agreement with its recipient.
 */
@Component
public class PermitIssue {
    private final Consents consents;
    private final Standings standings;
    private final Trust trust;

    /** Permits by the node's records and asks the city platform. */
    public PermitIssue(Consents consents, Standings standings, Trust trust) {
        this.consents = consents;
        this.standings = standings;
        this.trust = trust;
    }

    /** The permitted issue. */
    @Handler
    public PermittedIssue permit(CodeWanted wanted) throws Refusal {
        ActingTrust acting = trust.inForce(wanted.at());
        Consent consent =
                consents.find(wanted.consent())
                        .filter(found -> found.subject().equals(wanted.subject()))
                        .orElseThrow(() -> new Refusal(ProblemType.CONSENT_UNKNOWN));
        ConsentRules.decideState(consent, wanted.at());
        ConsentRules.decideAge(consent.subject(), wanted.at());
        if (!consent.isForCodes()) {
            throw new Refusal(ProblemType.CONFLICT, "rule", "this consent is for questions");
        }
        var agreements = acting.agreementsWith(consent.recipient());
        if (agreements.isEmpty()) {
            throw new Refusal(
                    ProblemType.RECIPIENT_WITHOUT_AGREEMENT,
                    "recipient",
                    consent.recipient().value());
        }
        Agreement agreement =
                ConsentTerms.agreementFor(
                        consent.purposes(), AppliesTo.of(consent.subject()), agreements);
        return new PermittedIssue(
                wanted, consent, agreement, standings.of(consent.subject()), acting);
    }
}
