package org.xinqiao.gateway.seal;

import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.disclose.DisclosedItems;

/** Station 7 for answers about items. */
@Component
public class SealItems {
    private final Sealer sealer;

    /** Signs with the node's keys. */
    public SealItems(Sealer sealer) {
        this.sealer = sealer;
    }

    /** The signed answer. */
    @Handler
    public SealedItems seal(DisclosedItems answer) throws Refusal {
        return new SealedItems(answer, sealer.answer(answer.data(), answer.message()));
    }
}
