package org.xinqiao.gateway.permit;

import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.AuthenticCode;
import org.xinqiao.gateway.authenticate.CodeBounds;
import org.xinqiao.gateway.authenticate.CodeRules;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.people.Consents;
import org.xinqiao.gateway.people.Passes;

/**
 * Station 3, within the transaction of the decision: holds the consent against withdrawal, judges
 * it, and uses up the code.
 */
@Component
public class PermitRecognition {
    private static final byte[] BEARER = {};

    private final Consents consents;
    private final Passes passes;
    private final CodeBounds bounds;

    /** Permits by the node's records. */
    public PermitRecognition(Consents consents, Passes passes, CodeBounds bounds) {
        this.consents = consents;
        this.passes = passes;
        this.bounds = bounds;
    }

    /** The permitted case; its consent cannot change before the transaction ends. */
    @Handler
    public Permitted permit(PreparedCase facts) throws Refusal {
        Envelope envelope = facts.message().envelope();
        Instant now = facts.message().received().at();
        AuthenticCode code = facts.asked().code();
        Instant keepUntil =
                CodeRules.forgettable(code, bounds).plus(CodeBounds.PRESENTATION_AHEAD_MAX);
        Passes.Claimed claimed =
                passes.claim(
                                facts.pass(),
                                facts.consent(),
                                code.code().presentation().map(p -> p.nonce()).orElse(BEARER),
                                envelope.id().value(),
                                keepUntil.atOffset(ZoneOffset.UTC))
                        .orElseThrow(() -> new Refusal(ProblemType.CODE_UNKNOWN));
        Consent consent = claimed.consent();
        ConsentRules.decide(consent, envelope.source(), facts.asked().purpose(), now);
        if (!claimed.first() || !passes.bind(facts.pass(), envelope.source())) {
            throw new Refusal(ProblemType.CODE_ALREADY_USED);
        }
        if (consent.use() == Consent.Use.ONCE) {
            if (!consents.spend(consent.id())) {
                throw new Refusal(ProblemType.CONSENT_USED);
            }
            passes.end(consent.id(), now);
        }
        return new Permitted(facts, consent);
    }
}
