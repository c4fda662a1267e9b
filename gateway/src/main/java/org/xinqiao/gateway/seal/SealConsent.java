package org.xinqiao.gateway.seal;

import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.people.ConsentArtefact;
import org.xinqiao.gateway.people.Pseudonyms;
import org.xinqiao.gateway.permit.AgreedConsent;

/** Station 7 for a consent: signs the artefact that is never changed afterwards. */
@Component
public class SealConsent {
    private final Sealer sealer;
    private final Pseudonyms pseudonyms;

    /** Signs with the node's keys. */
    public SealConsent(Sealer sealer, Pseudonyms pseudonyms) {
        this.sealer = sealer;
        this.pseudonyms = pseudonyms;
    }

    /** The signed consent. */
    @Handler
    public SignedConsent seal(AgreedConsent agreed) throws Refusal {
        var consent = agreed.consent();
        var key =
                sealer.preferredKey(
                        KeyUse.CONSENT, consent.recipient(), agreed.trust(), consent.grantedAt());
        String artefact = ConsentArtefact.sign(consent, agreed.trust().self(), pseudonyms, key);
        return new SignedConsent(agreed, artefact);
    }
}
