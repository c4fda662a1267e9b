package org.xinqiao.gateway.ledger;

import java.time.Clock;
import java.time.Instant;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.lists.ToldRecalls;
import org.xinqiao.gateway.operate.Bounds;

/** Raises an alarm for each recall that somebody has not acknowledged in time. */
@Component
public class OverdueRecalls {
    private static final int LOOK_MILLIS = 5_000;

    private final ToldRecalls recalls;
    private final StreamAlarms alarms;
    private final Clock clock;

    /** Watches the recalls in a node's database. */
    public OverdueRecalls(ToldRecalls recalls, StreamAlarms alarms, Clock clock) {
        this.recalls = recalls;
        this.alarms = alarms;
        this.clock = clock;
    }

    /** One round. */
    @Scheduled(fixedDelay = LOOK_MILLIS, initialDelay = LOOK_MILLIS)
    public void look() {
        Instant now = clock.instant();
        recalls.settle();
        recalls.open(now.minusSeconds(Bounds.RECALL_OVERDUE_SECONDS), Bounds.PAGE_ROWS_MAX)
                .forEach(recall -> alarms.overdue(recall, now));
    }
}
