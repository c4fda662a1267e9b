package org.xinqiao.gateway.ledger;

import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.people.ConsentState;
import org.xinqiao.gateway.people.Consents;
import org.xinqiao.gateway.people.Passes;
import org.xinqiao.gateway.people.Pseudonyms;
import org.xinqiao.gateway.permit.ConsentTerms;
import org.xinqiao.gateway.receive.ConsentChange;
import org.xinqiao.gateway.seal.SignedConsent;

/** Records consents and their changes, each within its transaction. */
@Component
public class RecordConsent {
    private final Consents consents;
    private final Passes passes;
    private final TellConsent tell;
    private final Pseudonyms pseudonyms;

    /** Records into a node's database. */
    public RecordConsent(
            Consents consents, Passes passes, TellConsent tell, Pseudonyms pseudonyms) {
        this.consents = consents;
        this.passes = passes;
        this.tell = tell;
        this.pseudonyms = pseudonyms;
    }

    /** A consent that was given. */
    public SignedConsent add(SignedConsent signed) {
        Consent consent = signed.agreed().consent();
        consents.add(
                consent,
                pseudonyms.of(consent.subject(), consent.recipient()),
                signed.artefact(),
                signed.agreed().actor());
        return signed;
    }

    /**
     * A consent that was changed. It waits for decisions under way, and every later decision sees
     * it: once this has committed, the partner is refused. Whoever relied on it is told.
     *
     * <p>A withdrawal ends the consent's passes. A pause does not: a bit that is set never clears,
     * and the person may resume.
     */
    @Handler
    public Consent change(ConsentChange change) throws Refusal {
        Consent held =
                consents.holdForChange(change.consent())
                        .filter(c -> change.owner().map(c.subject()::equals).orElse(true))
                        .orElseThrow(() -> new Refusal(ProblemType.CONSENT_UNKNOWN));
        if (held.state() == change.next()) {
            return held;
        }
        ConsentTerms.decideChange(held, change.next(), change.at());
        consents.change(held, change.next(), change.actor(), change.at());
        if (change.next() == ConsentState.WITHDRAWN) {
            passes.end(held.id(), change.at());
        }
        Consent changed = consents.find(held.id()).orElse(held);
        tell.tell(changed, change.at());
        return changed;
    }
}
