package org.xinqiao.gateway.ledger;

import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.receive.Reply;

/** Puts an answer that is committed into the cache, and sends it. */
@Component
public class KeepAnswer {
    private final AnswerCache cache;

    /** Keeps answers in the node's cache. */
    public KeepAnswer(AnswerCache cache) {
        this.cache = cache;
    }

    /** What goes back over HTTP. */
    @Handler
    public Reply keep(Answered answered) {
        cache.keep(answered.message(), answered.reply());
        return answered.reply();
    }
}
