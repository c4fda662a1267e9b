package org.xinqiao.gateway.trust;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;
import org.xinqiao.trust.TrustSnapshot;

/** Shows which snapshot is in force, for how long, and what is wrong with the repository. */
@Component("trustHealthIndicator")
class TrustHealth implements HealthIndicator {
    private final TrustHolder holder;
    private final Clock clock;

    TrustHealth(TrustHolder holder, Clock clock, MeterRegistry meters) {
        this.holder = holder;
        this.clock = clock;
        meters.gauge("xinqiao.trust.version", this, health -> health.version());
        meters.gauge("xinqiao.trust.seconds.left", this, health -> health.secondsLeft());
    }

    /** Down without a snapshot in force: the node can then decide nothing. */
    @Override
    public Health health() {
        TrustState state = holder.state();
        Health.Builder health =
                state.current(clock.instant()).isPresent() ? Health.up() : Health.down();
        TrustSnapshot snapshot = state.snapshot();
        if (snapshot != null) {
            health.withDetail("version", snapshot.version())
                    .withDetail("expires", snapshot.expires().toString())
                    .withDetail("ignoredDocuments", snapshot.faults().size());
        }
        if (state.checkedAt() != null) {
            health.withDetail("checkedAt", state.checkedAt().toString());
        }
        if (!state.trouble().isEmpty()) {
            health.withDetail("trouble", state.trouble());
        }
        return health.build();
    }

    private double version() {
        TrustSnapshot snapshot = holder.state().snapshot();
        return snapshot == null ? 0 : snapshot.version();
    }

    private double secondsLeft() {
        TrustSnapshot snapshot = holder.state().snapshot();
        return snapshot == null
                ? 0
                : Duration.between(clock.instant(), snapshot.expires()).toSeconds();
    }
}
