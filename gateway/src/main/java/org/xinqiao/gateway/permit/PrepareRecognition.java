package org.xinqiao.gateway.permit;

import java.util.List;
import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.RecognitionAsked;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.people.MintedPass;
import org.xinqiao.gateway.people.Passes;
import org.xinqiao.gateway.people.Standings;
import org.xinqiao.trust.document.Benefit;

/**
 * Gathers the facts of a recognition before its transaction: the slow question to the city platform
 * must not hold locks. A case that is refused already now asks the platform nothing.
 */
@Component
public class PrepareRecognition {
    private final Passes passes;
    private final Standings standings;

    /** Gathers from the node's records and the city platform. */
    public PrepareRecognition(Passes passes, Standings standings) {
        this.passes = passes;
        this.standings = standings;
    }

    /** The case with its facts, or the refusal that is clear already. */
    @Handler
    public PreparedCase prepare(RecognitionAsked asked) throws Refusal {
        Passes.Found found =
                passes.find(asked.code().claims().consentRef())
                        .orElseThrow(() -> new Refusal(ProblemType.CODE_UNKNOWN));
        MintedPass pass = found.pass();
        Consent consent = found.consent();
        NodeId host = asked.message().envelope().source();
        var now = asked.message().received().at();
        PassRules.decide(pass, asked.code().claims(), host, now);
        ConsentRules.decide(consent, host, asked.purpose(), now);
        List<Benefit> benefits =
                BenefitRules.decide(
                        asked.request().benefits(),
                        host,
                        asked.purpose(),
                        asked.code().agreement(),
                        asked.message().trust().snapshot());
        return new PreparedCase(asked, pass, consent, benefits, standings.of(consent.subject()));
    }
}
