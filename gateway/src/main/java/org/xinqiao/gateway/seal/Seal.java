package org.xinqiao.gateway.seal;

import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.disclose.DisclosedAnswer;

/** Station 7 for answers of a recognition. */
@Component
public class Seal {
    private final Sealer sealer;

    /** Signs with the node's keys. */
    public Seal(Sealer sealer) {
        this.sealer = sealer;
    }

    /** The signed answer. */
    @Handler
    public SealedAnswer seal(DisclosedAnswer answer) throws Refusal {
        return new SealedAnswer(answer.decided(), sealer.answer(answer.data(), answer.message()));
    }
}
