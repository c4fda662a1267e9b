package org.xinqiao.gateway.ledger;

import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.receive.Reply;
import org.xinqiao.gateway.seal.Sealed;

/** Ends an exchange that was refused: the signed refusal is the message's answer from now on. */
@Component
public class RecordRefusal {
    private final Answers answers;
    private final Records records;
    private final TransactionTemplate transaction;

    /** Records into a node's database. */
    public RecordRefusal(
            Answers answers, Records records, PlatformTransactionManager transactions) {
        this.answers = answers;
        this.records = records;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Remembers a refusal that will be given to the same message again.
     *
     * @return false if the message was answered meanwhile: that answer holds
     */
    public boolean record(Authentic message, Sealed refusal, Reply reply) {
        return Boolean.TRUE.equals(
                transaction.execute(status -> remember(message, refusal, reply)));
    }

    private boolean remember(Authentic message, Sealed refusal, Reply reply) {
        if (!answers.remember(message, reply)) {
            return false;
        }
        records.add(
                List.of(
                        Recorded.received(message, records.salt()),
                        Recorded.sent(refusal, records.salt())));
        return true;
    }
}
