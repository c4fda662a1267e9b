package org.xinqiao.gateway.operate;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Holds this machine's clock against the database's, again and again: a code, a message and a key
 * are all judged by time. It finds one wrong clock of two machines, not which of them it is, and
 * nothing where both are one machine. Neither probe depends on it.
 */
@Component("clockHealthIndicator")
class ClockCheck implements HealthIndicator {
    private static final Logger LOG = LoggerFactory.getLogger(ClockCheck.class);
    private static final int LOOK_AGAIN_MILLIS = 10_000;
    private static final Duration MOST = Duration.ofSeconds(Bounds.CLOCK_OFFSET_SECONDS_MAX);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final NodeConfig config;
    private volatile @Nullable Duration offset;

    ClockCheck(JdbcClient jdbc, Clock clock, NodeConfig config, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.config = config;
        meters.gauge("xinqiao.clock.offset.seconds", this, check -> check.seconds());
    }

    @Scheduled(fixedDelay = LOOK_AGAIN_MILLIS)
    void look() {
        try {
            Instant before = clock.instant();
            Instant theirs =
                    jdbc.sql("select clock_timestamp()")
                            .query(OffsetDateTime.class)
                            .single()
                            .toInstant();
            Instant after = clock.instant();
            Instant middle = before.plus(Duration.between(before, after).dividedBy(2));
            tell(Duration.between(theirs, middle));
        } catch (DataAccessException e) {
            LOG.debug("{}: the database does not say what time it is", config.node());
        }
    }

    private void tell(Duration found) {
        boolean wrong = isWrong(found);
        if (wrong && !isWrong(offset)) {
            LOG.warn(
                    "{}: this clock and the database's differ by {} s: codes and messages will be"
                            + " refused",
                    config.node(),
                    found.toSeconds());
        }
        offset = found;
    }

    private static boolean isWrong(@Nullable Duration offset) {
        return offset != null && offset.abs().compareTo(MOST) > 0;
    }

    private double seconds() {
        Duration known = offset;
        return known == null ? 0 : known.toMillis() / 1e3;
    }

    @Override
    public Health health() {
        Duration known = offset;
        if (known == null) {
            return Health.unknown().build();
        }
        return (isWrong(known) ? Health.down() : Health.up())
                .withDetail("offsetSeconds", seconds())
                .build();
    }
}
