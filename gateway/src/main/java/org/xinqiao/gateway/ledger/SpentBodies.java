package org.xinqiao.gateway.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.gateway.operate.NodeConfig;

/**
 * Deletes the bodies of messages when their time is over, some at a time (protocol, section 8).
 * What commits to them stays, and so do receipts: they say what was acknowledged, and nothing about
 * anybody. A notice that waits or is dead keeps its body, for it may have to be sent.
 */
@Component
public class SpentBodies {
    static final int ROWS_MAX = 5_000;

    private static final String DELETE =
            """
            update message_record set body = null where id in (
              select r.id from message_record r
              where r.body is not null and r.at < ? and r.type <> '%s'
                and not exists (select 1 from outbox o
                                where o.record = r.id and o.state in ('WAITING', 'DEAD'))
              order by r.at limit ? for update skip locked)\
            """
                    .formatted(MessageType.RECEIPT.wire());

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration kept;

    /** Deletes in a node's database. */
    public SpentBodies(JdbcClient jdbc, Clock clock, NodeConfig config) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.kept = Duration.ofDays(config.retention().bodyDays());
    }

    /**
     * One round; what is left waits for the next.
     *
     * @return bodies that it deleted
     */
    @Scheduled(fixedDelay = 60_000, initialDelay = 60_000)
    public int delete() {
        return jdbc.sql(DELETE)
                .param(clock.instant().minus(kept).atOffset(ZoneOffset.UTC))
                .param(ROWS_MAX)
                .update();
    }
}
