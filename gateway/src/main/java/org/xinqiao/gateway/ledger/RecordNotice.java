package org.xinqiao.gateway.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.permit.Effect;
import org.xinqiao.gateway.receive.Reply;
import org.xinqiao.gateway.seal.ReceiptedNotice;

/**
 * Ends the taking of a notice: message, effect and receipt in one transaction, which many notices
 * share. A notice that was taken before gets the receipt it got then, byte for byte.
 */
@Component
public class RecordNotice {
    private static final int ACCEPTED = 202;

    private final Answers answers;
    private final Records records;
    private final Effects effects;
    private final Numbers numbers;
    private final GroupCommit<ReceiptedNotice, Boolean> commits;

    /** Apart, because a recall waits for a batch that is just being applied to its stream. */
    private final GroupCommit<ReceiptedNotice, Boolean> recalls;

    /** Records into a node's database. */
    public RecordNotice(
            Answers answers,
            Records records,
            Effects effects,
            Numbers numbers,
            PlatformTransactionManager transactions) {
        this.answers = answers;
        this.records = records;
        this.effects = effects;
        this.numbers = numbers;
        var transaction = new TransactionTemplate(transactions);
        this.commits = new GroupCommit<>(transaction, this::write);
        this.recalls = new GroupCommit<>(transaction, this::write);
    }

    /**
     * The receipt, durable together with the effect.
     *
     * @throws Refusal {@code message-id-reused} if other bytes had the id
     * @throws AnsweredMeanwhile never seen by a partner: the receipt of then is given
     */
    @Handler
    public Answered record(ReceiptedNotice notice) throws Refusal, AnsweredMeanwhile {
        Authentic message = notice.message();
        boolean recall = notice.notice().effect() instanceof Effect.RecallTold;
        if ((recall ? recalls : commits).submit(notice)) {
            effects.afterCommit(notice.notice());
            return new Answered(message, reply(notice));
        }
        Optional<Reply> given = answers.given(message);
        return new Answered(message, given.orElseThrow(AnsweredMeanwhile::new));
    }

    /** For each whether it is new; what is not new has no effect. */
    private List<Boolean> write(List<ReceiptedNotice> notices) {
        List<Boolean> isNew =
                answers.rememberAll(
                        notices.stream().map(ReceiptedNotice::message).toList(),
                        notices.stream().map(RecordNotice::reply).toList());
        var fresh = new ArrayList<ReceiptedNotice>();
        for (int i = 0; i < notices.size(); i++) {
            if (isNew.get(i)) {
                fresh.add(notices.get(i));
            }
        }
        if (!fresh.isEmpty()) {
            records.add(fresh.stream().flatMap(notice -> messages(notice).stream()).toList());
            effects.write(fresh.stream().map(ReceiptedNotice::notice).toList());
            numbers.seen(fresh.stream().map(ReceiptedNotice::message).toList());
        }
        return isNew;
    }

    private List<Recorded> messages(ReceiptedNotice notice) {
        return List.of(
                Recorded.received(notice.message(), notice.salt()),
                Recorded.sent(notice.receipt(), records.salt()));
    }

    private static Reply reply(ReceiptedNotice notice) {
        return new Reply(ACCEPTED, Reply.JOSE, notice.receipt().bytes());
    }
}
