package org.xinqiao.gateway.ledger;

import java.time.Clock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Writes, once each, that a consent is about to end: a month before, and again days before. */
@Component
public class TellEnding {
    /** How many days before its end a person hears of it. */
    static final int DAYS_EARLY = 30;

    /** How many days before its end they hear of it again. */
    static final int DAYS_LATE = 3;

    private static final int LOOK_MILLIS = 600_000;

    private final PersonOutbox outbox;
    private final Clock clock;

    /** Writes into a node's database. */
    public TellEnding(PersonOutbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /** One round; several instances may run it at once. */
    @Scheduled(fixedDelay = LOOK_MILLIS, initialDelay = 5_000)
    public void look() {
        outbox.ending(DAYS_EARLY, clock.instant());
        outbox.ending(DAYS_LATE, clock.instant());
    }
}
