package org.xinqiao.gateway.ledger;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes what need not be remembered any longer, a bounded number of rows at a time. */
@Component
public class ExpiredRows {
    private static final int ROWS_MAX = 5_000;

    /** Tables whose rows say themselves until when they are kept. */
    private static final List<String> TABLES =
            List.of(
                    "answered_message",
                    "code_use",
                    "shown_code",
                    "staff_reference",
                    "verification");

    private final JdbcClient jdbc;
    private final Clock clock;

    /** Cleans a node's database. */
    public ExpiredRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One round; what is left waits for the next. */
    @Scheduled(fixedDelay = 60_000, initialDelay = 60_000)
    public void delete() {
        for (String table : TABLES) {
            jdbc.sql(
                            "delete from %1$s where ctid in (select ctid from %1$s where keep_until < ? limit %2$d)"
                                    .formatted(table, ROWS_MAX))
                    .param(clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        }
    }
}
