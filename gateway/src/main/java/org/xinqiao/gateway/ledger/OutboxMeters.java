package org.xinqiao.gateway.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How many notices wait for each partner, how many are dead, and how old the oldest is. One query
 * every few seconds, however often the figures are read; all instances say the same.
 */
@Component
public class OutboxMeters {
    private static final int LOOK_MILLIS = 10_000;

    private final OutboxEntries entries;
    private final Clock clock;
    private final MultiGauge waiting;
    private final MultiGauge dead;
    private final MultiGauge oldest;

    /** Meters for a node's outbox. */
    public OutboxMeters(OutboxEntries entries, MeterRegistry meters, Clock clock) {
        this.entries = entries;
        this.clock = clock;
        this.waiting = MultiGauge.builder("xinqiao.outbox.waiting").register(meters);
        this.dead = MultiGauge.builder("xinqiao.outbox.dead").register(meters);
        this.oldest = MultiGauge.builder("xinqiao.outbox.oldest.seconds").register(meters);
    }

    /** Looks at the outbox. */
    @Scheduled(fixedDelay = LOOK_MILLIS)
    public void look() {
        Instant now = clock.instant();
        var waitingRows = new ArrayList<MultiGauge.Row<?>>();
        var deadRows = new ArrayList<MultiGauge.Row<?>>();
        var oldestRows = new ArrayList<MultiGauge.Row<?>>();
        for (OutboxEntries.Lane lane : entries.lanes()) {
            var tags = Tags.of("partner", lane.partner().value());
            waitingRows.add(MultiGauge.Row.of(tags, lane.waiting()));
            deadRows.add(MultiGauge.Row.of(tags, lane.dead()));
            oldestRows.add(MultiGauge.Row.of(tags, age(lane, now)));
        }
        waiting.register(waitingRows, true);
        dead.register(deadRows, true);
        oldest.register(oldestRows, true);
    }

    private static long age(OutboxEntries.Lane lane, Instant now) {
        Instant since = lane.oldest();
        return since == null ? 0 : Math.max(0, Duration.between(since, now).toSeconds());
    }
}
