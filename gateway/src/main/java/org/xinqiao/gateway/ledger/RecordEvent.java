package org.xinqiao.gateway.ledger;

import java.util.List;
import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.disclose.Disclosed;
import org.xinqiao.gateway.people.Recognition;
import org.xinqiao.gateway.permit.PermittedEvent;

/** Ends a counter's report: the home city will be told. Many reports share a commit. */
@Component
public class RecordEvent {
    private final Outbox outbox;
    private final GroupCommit<PermittedEvent, MessageId> commits;

    /** Records into a node's outbox. */
    public RecordEvent(Outbox outbox, PlatformTransactionManager transactions) {
        this.outbox = outbox;
        this.commits = new GroupCommit<>(new TransactionTemplate(transactions), this::write);
    }

    /** The id of the notice, durable. */
    @Handler
    public MessageId record(PermittedEvent event) {
        return commits.submit(event);
    }

    private List<MessageId> write(List<PermittedEvent> events) {
        try {
            return outbox.add(events.stream().map(RecordEvent::notice).toList());
        } catch (Refusal e) {
            throw new NotSealed(e);
        }
    }

    /** In order with all else that is said of the same code. */
    private static OutgoingNotice notice(PermittedEvent event) {
        Recognition recognition = event.recognition();
        return OutgoingNotice.of(
                recognition.home(),
                Disclosed.notice(event.notice()),
                recognition.response().consentRef(),
                recognition.purpose(),
                event.trust());
    }
}
