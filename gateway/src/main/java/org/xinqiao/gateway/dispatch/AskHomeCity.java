package org.xinqiao.gateway.dispatch;

import java.time.Clock;
import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.seal.SealedQuestion;

/** Station 8 for questions: to the home city and back. */
@Component
public class AskHomeCity {
    private final PartnerClient partners;
    private final Clock clock;

    /** Asks over the node's connections. */
    public AskHomeCity(PartnerClient partners, Clock clock) {
        this.partners = partners;
        this.clock = clock;
    }

    /** The answer as it came, or that there is none. */
    @Handler
    public Heard ask(SealedQuestion asked) {
        try {
            var snapshot = asked.visit().shown().trust().snapshot();
            var reply = partners.post(asked.question().to(), snapshot, asked.question().bytes());
            return new HomeAnswer(asked, reply, clock.instant());
        } catch (PartnerUnreachable e) {
            return new CutOff(asked, clock.instant());
        }
    }
}
