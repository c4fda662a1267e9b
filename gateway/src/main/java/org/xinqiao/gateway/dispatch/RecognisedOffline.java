package org.xinqiao.gateway.dispatch;

import java.util.List;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.RecognitionResponse;

/**
 * What this node decided while the home city was out of reach.
 *
 * @param cutOff the question without an answer
 * @param response the decisions, without a pseudonym: only the home city knows it
 * @param later benefits in question that the pass itself does not grant
 */
public record RecognisedOffline(CutOff cutOff, RecognitionResponse response, List<String> later)
        implements CounterAnswer {
    /** Keeps its own copy. */
    public RecognisedOffline {
        later = List.copyOf(later);
    }

    @Override
    public MessageId request() {
        return cutOff.asked().question().envelope().id();
    }

    @Override
    public boolean offline() {
        return true;
    }
}
