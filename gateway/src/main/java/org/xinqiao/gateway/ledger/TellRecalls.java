package org.xinqiao.gateway.ledger;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.RecallNotice;
import org.xinqiao.gateway.disclose.Disclosed;
import org.xinqiao.gateway.lists.ToldRecalls;
import org.xinqiao.gateway.seal.Sealer;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;

/**
 * Tells everyone who ever had an entry that it is taken back, in the transaction that takes it
 * back. Who must hear of it is written there in any case; a partner for whom nothing can be signed
 * just now is told as soon as something can.
 */
@Component
public class TellRecalls {
    private static final Logger LOG = LoggerFactory.getLogger(TellRecalls.class);
    private static final int LOOK_MILLIS = 1_000;
    private static final int NOTICES_AT_ONCE_MAX = 1_000;

    private final ToldRecalls recalls;
    private final Outbox outbox;
    private final Sealer sealer;
    private final Trust trust;
    private final Clock clock;
    private final TransactionTemplate transaction;

    /** Tells through a node's outbox. */
    public TellRecalls(
            ToldRecalls recalls,
            Outbox outbox,
            Sealer sealer,
            Trust trust,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.recalls = recalls;
        this.outbox = outbox;
        this.sealer = sealer;
        this.trust = trust;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Tells what is not told yet, some of it; call it as the last step of the transaction that
     * recalls.
     *
     * @return how many notices are on their way now
     */
    int tell(ActingTrust acting) {
        var within = new ArrayList<NodeId>();
        for (NodeId partner : recalls.untold()) {
            try {
                sealer.ready(partner, acting);
                within.add(partner);
            } catch (Refusal e) {
                LOG.info("{} hears of recalls later: {}", partner, e.type().wire());
            }
        }
        if (within.isEmpty()) {
            return 0;
        }
        List<ToldRecalls.Untold> untold = recalls.takeUntold(within, NOTICES_AT_ONCE_MAX);
        try {
            List<MessageId> ids =
                    outbox.add(untold.stream().map(one -> notice(one, acting)).toList());
            recalls.told(untold, ids);
            return ids.size();
        } catch (Refusal e) {
            return 0; // the key went meanwhile; nothing is written, and nothing is lost
        }
    }

    /** Those whose order does not matter to each other do not wait for each other. */
    private static OutgoingNotice notice(ToldRecalls.Untold one, ActingTrust acting) {
        RecallNotice notice = one.notice();
        return OutgoingNotice.of(
                one.partner(),
                Disclosed.notice(notice),
                notice.stream() + "#" + notice.key(),
                null,
                acting);
    }

    /** Finds what could not be told in time, or was recalled by a release that told nobody. */
    @Scheduled(fixedDelay = LOOK_MILLIS, initialDelay = LOOK_MILLIS)
    public void look() {
        try {
            ActingTrust acting = trust.inForce(clock.instant());
            transaction.executeWithoutResult(status -> recalls.adopt());
            int told = NOTICES_AT_ONCE_MAX;
            while (told == NOTICES_AT_ONCE_MAX) {
                Integer more = transaction.execute(status -> tell(acting));
                told = more == null ? 0 : more;
            }
        } catch (Refusal e) {
            LOG.debug("nobody is told of recalls: {}", e.type().wire());
        }
    }
}
