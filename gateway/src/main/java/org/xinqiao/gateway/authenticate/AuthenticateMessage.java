package org.xinqiao.gateway.authenticate;

import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.receive.Received;
import org.xinqiao.gateway.trust.Trust;
import org.xinqiao.trust.document.Member;

/** Station 2 for messages: gathers the trust in force and calls {@link MessageRules}. */
@Component
public class AuthenticateMessage {
    private final Trust trust;

    /** Judges by the trust in force. */
    public AuthenticateMessage(Trust trust) {
        this.trust = trust;
    }

    /** The authentic message, or a refusal that is answered unsigned. */
    @Handler
    public Authentic authenticate(Received received) throws Refusal {
        Authentic message = MessageRules.decide(received, trust.inForce(received.at()));
        if (message.envelope().trust() > message.trust().snapshot().version()) {
            trust.refreshSoon();
        }
        return message;
    }

    /** The time window and the member's state, once the id is known to be new. */
    public Authentic admit(Authentic message) throws Refusal {
        MessageRules.decideTime(message);
        boolean active =
                message.trust()
                        .snapshot()
                        .member(message.envelope().source())
                        .map(Member::isActive)
                        .orElse(false);
        if (!active) {
            throw new Refusal(ProblemType.MEMBER_SUSPENDED);
        }
        return message;
    }
}
