package org.xinqiao.gateway.ledger;

import java.time.Clock;
import java.util.UUID;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.gateway.people.Consents;

/** Tells of changed consents that could not be told when they changed. */
@Component
public class TellUntold {
    private final Consents consents;
    private final TellConsent tell;
    private final TransactionTemplate transaction;
    private final Clock clock;

    /** Tells through a node's outbox. */
    public TellUntold(
            Consents consents,
            TellConsent tell,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.consents = consents;
        this.tell = tell;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** One round; what still cannot be told waits for the next. */
    @Scheduled(fixedDelay = 5_000)
    public void tell() {
        tell.untold().forEach(this::tell);
    }

    private void tell(UUID consent) {
        transaction.executeWithoutResult(status ->
                consents.holdForChange(consent)
                        .ifPresent(held -> tell.tell(held, clock.instant())));
    }
}
