package org.xinqiao.gateway.ledger;

import java.util.List;
import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.receive.Reply;
import org.xinqiao.gateway.seal.SealedItems;

/** Ends a question about items: the answer and its trace, in the one transaction of the answer. */
@Component
public class RecordItemsAnswer {
    private final Answers answers;
    private final ItemAnswers items;
    private final Records records;

    /** Records into a node's database. */
    public RecordItemsAnswer(Answers answers, ItemAnswers items, Records records) {
        this.answers = answers;
        this.items = items;
        this.records = records;
    }

    /**
     * The reply, recorded.
     *
     * @throws AnsweredMeanwhile if the same message was answered by another thread: roll back
     */
    @Handler
    public Answered record(SealedItems sealed) throws AnsweredMeanwhile {
        Authentic message = sealed.message();
        var reply = new Reply(200, Reply.JOSE, sealed.answer().bytes());
        if (!answers.remember(message, reply)) {
            throw new AnsweredMeanwhile();
        }
        items.add(sealed.disclosed());
        records.add(
                List.of(
                        Recorded.received(message, records.salt()),
                        Recorded.sent(sealed.answer(), records.salt())));
        return new Answered(message, reply);
    }
}
