package org.xinqiao.gateway.conform;

import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.gateway.authenticate.ReceiptRules;

/** Notices that the member sends, and the receipts for them, judged as a sender must. */
final class Receipts {
    /** How a notice is taken. */
    static final String TAKEN = "202, a receipt for exactly these bytes";

    private final Trial trial;
    private final Suite suite;

    Receipts(Trial trial, Suite suite) {
        this.trial = trial;
        this.suite = suite;
    }

    /** Sends a notice: {@link #TAKEN}, or what came instead. */
    String taken(byte[] notice) throws NoAnswer {
        Answer answer = trial.wire.post(notice, Trial.JOSE);
        try {
            trial.replies.verified(answer, notice, trial.now());
        } catch (NotTheirs e) {
            return trial.replies.inWords(answer, notice, trial.now());
        }
        var sent =
                new ReceiptRules.Sent(
                        Replies.idOf(notice),
                        trial.node,
                        trial.member.key(suite).algorithm(),
                        notice);
        var verdict =
                ReceiptRules.decide(
                        answer.status(), answer.body(), sent, trial.acting(), trial.now());
        return verdict instanceof ReceiptRules.Verdict.Taken
                ? TAKEN
                : trial.replies.inWords(answer, notice, trial.now());
    }
}
