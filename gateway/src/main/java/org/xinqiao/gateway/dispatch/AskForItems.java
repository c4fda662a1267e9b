package org.xinqiao.gateway.dispatch;

import java.time.Clock;
import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.seal.SealedItemsQuestion;

/** Station 8 for questions about items: to the other city and back. */
@Component
public class AskForItems {
    private final PartnerClient partners;
    private final Clock clock;

    /** Asks over the node's connections. */
    public AskForItems(PartnerClient partners, Clock clock) {
        this.partners = partners;
        this.clock = clock;
    }

    /** The answer as it came, or that there is none. */
    @Handler
    public ItemsHeard ask(SealedItemsQuestion asked) {
        var question = asked.question();
        try {
            var snapshot = asked.permitted().trust().snapshot();
            var reply = partners.post(question.to(), snapshot, question.bytes());
            return new ItemsHeard(asked, reply, clock.instant());
        } catch (PartnerUnreachable e) {
            return new ItemsHeard(asked, null, clock.instant());
        }
    }
}
