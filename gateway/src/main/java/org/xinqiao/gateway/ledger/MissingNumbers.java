package org.xinqiao.gateway.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.gateway.operate.Bounds;
import tools.jackson.databind.node.ObjectNode;

/**
 * Raises an alarm when numbers of a partner's notices have been missing for {@link
 * Bounds#GAP_OPEN_DAYS_MAX} days: a notice older than that is not taken any more, so what was left
 * out will not come by itself (protocol, section 3).
 */
@Component
public class MissingNumbers {
    private static final Duration OPEN_MAX = Duration.ofDays(Bounds.GAP_OPEN_DAYS_MAX);

    private final Numbers numbers;
    private final Alarms alarms;
    private final Clock clock;

    /** Watches the numbers in a node's database. */
    public MissingNumbers(Numbers numbers, Alarms alarms, Clock clock) {
        this.numbers = numbers;
        this.alarms = alarms;
        this.clock = clock;
    }

    /** One round. */
    @Scheduled(fixedDelay = 600_000, initialDelay = 60_000)
    public void look() {
        Instant now = clock.instant();
        numbers.openSince(now.minus(OPEN_MAX)).forEach(gap -> alarms.raise(alarm(gap, now)));
    }

    private static Alarm alarm(Numbers.Gap gap, Instant now) {
        String since = WireTime.of(gap.since()).toString();
        ObjectNode proof = StrictJson.object();
        proof.put("from", gap.low()).put("to", gap.high()).put("since", since);
        return Alarm.of(
                Alarm.Kind.NUMBERS_MISSING,
                gap.source() + "/notices",
                now,
                "对方的通知编号中断超过30天：有通知没有送达，也没有声明作废。请与对方核对。",
                "Numbers of this partner's notices have been missing for 30 days: notices were neither"
                        + " delivered nor declared void. Ask the partner.",
                proof,
                (gap.low() + "-" + gap.high() + " " + since).getBytes(StandardCharsets.UTF_8));
    }
}
