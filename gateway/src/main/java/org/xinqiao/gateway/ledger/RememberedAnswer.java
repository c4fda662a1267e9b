package org.xinqiao.gateway.ledger;

import java.util.Optional;
import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.AboutMessage;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.receive.Reply;

/**
 * Gives a message that was answered before the same answer again.
 *
 * <p>Only the cache is asked here: nearly every message is new, and the few that are not are found
 * where the answer is recorded, under the id's primary key, or where a refusal is about to be
 * answered ({@code AnswerRefusal}). Nothing takes effect before that.
 */
@Component
public class RememberedAnswer {
    private final Answers answers;

    /** Looks into the memory of answers. */
    public RememberedAnswer(Answers answers) {
        this.answers = answers;
    }

    /** The answer given before, or the message itself where the cache knows none. */
    @Handler
    public AboutMessage recall(Authentic message) throws Refusal {
        Optional<Reply> given = answers.cached(message);
        return given.isPresent() ? new Answered(message, given.get()) : message;
    }
}
