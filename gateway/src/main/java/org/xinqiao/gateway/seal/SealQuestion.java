package org.xinqiao.gateway.seal;

import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.ShownCode;
import org.xinqiao.gateway.disclose.Disclosed;
import org.xinqiao.gateway.permit.Visit;

/**
 * Stations 5 and 7 at the host city: the code goes to the city that issued it, and nowhere else.
 */
@Component
public class SealQuestion {
    private final Sealer sealer;

    /** Signs with the node's keys. */
    public SealQuestion(Sealer sealer) {
        this.sealer = sealer;
    }

    /** The signed question. */
    @Handler
    public SealedQuestion seal(Visit visit) throws Refusal {
        ShownCode shown = visit.shown();
        Disclosed question =
                Disclosed.question(
                        shown.scan().request(),
                        shown.code().agreement().appliesTo(shown.scan().purpose()),
                        shown.trust().snapshot().catalogue());
        Sealed sealed =
                sealer.ask(question, shown.code().issuer(), shown.scan().purpose(), shown.trust());
        return new SealedQuestion(visit, sealed);
    }
}
