package org.xinqiao.gateway.authenticate;

import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.people.KnownConsents;
import org.xinqiao.gateway.people.PartnerLists;
import org.xinqiao.gateway.receive.Scan;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;

/** Station 2 for a code at a counter of this city. */
@Component
public class AuthenticateShownCode {
    private final Trust trust;
    private final PartnerLists lists;
    private final KnownConsents consents;
    private final CodeBounds bounds;

    /** Judges by the trust in force, partners' status lists, and the time bounds of this node. */
    public AuthenticateShownCode(
            Trust trust, PartnerLists lists, KnownConsents consents, CodeBounds bounds) {
        this.trust = trust;
        this.lists = lists;
        this.consents = consents;
        this.bounds = bounds;
    }

    /** The genuine code. */
    @Handler
    public ShownCode authenticate(Scan scan) throws Refusal {
        ActingTrust acting = trust.inForce(scan.at());
        AuthenticCode code =
                CodeRules.decide(scan.request().code(), acting.self(), acting, scan.at(), bounds);
        if (code.issuer().equals(acting.self())) {
            throw new Refusal(ProblemType.CODE_AT_HOME);
        }
        if (StatusRules.hasEnded(code, lists.of(code.issuer(), code.claims().statusList()))) {
            throw StatusRules.ended(consents.of(code.issuer(), code.claims().consentRef()));
        }
        return new ShownCode(scan, code, acting);
    }
}
