package org.xinqiao.gateway.disclose;

import org.xinqiao.gateway.authenticate.AboutMessage;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.recognise.Decided;

/**
 * A decided recognition whose answer passed the filter.
 *
 * @param decided the decision
 * @param data what may leave
 */
public record DisclosedAnswer(Decided decided, Disclosed data) implements AboutMessage {
    @Override
    public Authentic message() {
        return decided.message();
    }
}
