package org.xinqiao.gateway.permit;

import org.xinqiao.gateway.authenticate.AboutMessage;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.people.Consent;

/**
 * A case that agreement and consent permit, while the transaction holds the consent. Only {@link
 * PermitRecognition} makes one.
 *
 * @param facts the case
 * @param consent as it is held
 */
public record Permitted(PreparedCase facts, Consent consent) implements AboutMessage {
    @Override
    public Authentic message() {
        return facts.message();
    }

    /** Masked: a case holds a person's number and standing. */
    @Override
    public String toString() {
        return "Permitted[" + message().envelope().id() + "]";
    }
}
