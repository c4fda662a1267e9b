package org.xinqiao.gateway.seal;

import org.xinqiao.gateway.authenticate.AboutMessage;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.recognise.Decided;

/**
 * A decision with its signed answer, not yet recorded.
 *
 * @param decided the decision
 * @param answer what will be sent
 */
public record SealedAnswer(Decided decided, Sealed answer) implements AboutMessage {
    @Override
    public Authentic message() {
        return decided.message();
    }
}
