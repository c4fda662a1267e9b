package org.xinqiao.gateway.seal;

import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.disclose.Disclosed;
import org.xinqiao.gateway.permit.PermittedItemsQuestion;
import org.xinqiao.gateway.receive.ItemsWanted;

/** Stations 5 and 7 for a question about items, to the one city that is asked. */
@Component
public class SealItemsQuestion {
    private final Sealer sealer;

    /** Signs with the node's keys. */
    public SealItemsQuestion(Sealer sealer) {
        this.sealer = sealer;
    }

    /** The signed question. */
    @Handler
    public SealedItemsQuestion seal(PermittedItemsQuestion permitted) throws Refusal {
        ItemsWanted wanted = permitted.wanted();
        Disclosed question =
                Disclosed.question(wanted.request(), permitted.trust().snapshot().catalogue());
        Sealed sealed =
                sealer.ask(question, wanted.node(), wanted.declared().purpose(), permitted.trust());
        return new SealedItemsQuestion(permitted, sealed);
    }
}
