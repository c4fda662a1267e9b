package org.xinqiao.gateway.permit;

import java.security.SecureRandom;
import java.util.UUID;
import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.receive.ConsentGiven;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;

/** Station 3 for a consent that is given. */
@Component
public class PermitConsent {
    private final Trust trust;
    private final SecureRandom random;

    /** Judges by the trust in force. */
    public PermitConsent(Trust trust, SecureRandom random) {
        this.trust = trust;
        this.random = random;
    }

    /** The consent that comes into being. */
    @Handler
    public AgreedConsent permit(ConsentGiven given) throws Refusal {
        ActingTrust acting = trust.inForce(given.at());
        UUID id = MessageId.random(given.at().toEpochMilli(), random).value();
        return new AgreedConsent(ConsentTerms.decide(given, id, acting), given.actor(), acting);
    }
}
