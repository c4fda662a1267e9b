package org.xinqiao.gateway.dispatch;

import java.util.List;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.RecognitionResponse;

/**
 * The home city's verified answer.
 *
 * @param answer as it came
 * @param envelope its verified envelope
 * @param response what it says
 */
public record Recognised(HomeAnswer answer, Envelope envelope, RecognitionResponse response)
        implements CounterAnswer {
    @Override
    public MessageId request() {
        return answer.asked().question().envelope().id();
    }

    @Override
    public List<String> later() {
        return List.of();
    }

    @Override
    public boolean offline() {
        return false;
    }
}
