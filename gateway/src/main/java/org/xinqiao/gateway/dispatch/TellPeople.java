package org.xinqiao.gateway.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.xinqiao.adapters.city.PersonNotices;
import org.xinqiao.adapters.city.PlatformUnavailable;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.MessageRules;
import org.xinqiao.gateway.disclose.Disclosed;
import org.xinqiao.gateway.ledger.Alarm;
import org.xinqiao.gateway.ledger.Alarms;
import org.xinqiao.gateway.ledger.PersonOutbox;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.SafeTrace;
import org.xinqiao.gateway.seal.Sealer;
import org.xinqiao.gateway.trust.Trust;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hands over to the city's platform what people should hear, again and again until it has it. After
 * {@link MessageRules#NOTICE_AGE_MAX} it is old news, and is given up with its reason and an alarm.
 */
@Component
public class TellPeople implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TellPeople.class);
    private static final int LOOK_MILLIS = 500;
    private static final int AT_ONCE_MAX = 32;

    /** Longer than all of one round takes, each call as slow as may be. */
    private static final Duration LEASE = Duration.ofMinutes(6);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final PersonOutbox outbox;
    private final PersonNotices platform;
    private final Sealer sealer;
    private final Trust trust;
    private final Clock clock;
    private final Alarms alarms;
    private final NodeId self;
    private volatile boolean open = true;

    /** Tells through the city's platform. */
    public TellPeople(
            PersonOutbox outbox,
            PersonNotices platform,
            Sealer sealer,
            Trust trust,
            Alarms alarms,
            NodeConfig config,
            Clock clock) {
        this.outbox = outbox;
        this.platform = platform;
        this.sealer = sealer;
        this.trust = trust;
        this.alarms = alarms;
        this.self = config.node();
        this.clock = clock;
    }

    /** Begins a round unless one is under way; a slow platform holds up nothing else. */
    @Scheduled(fixedDelay = LOOK_MILLIS)
    public void look() {
        if (open && busy.compareAndSet(false, true)) {
            threads.execute(this::round);
        }
    }

    private void round() {
        try {
            for (PersonOutbox.Due due : outbox.take(AT_ONCE_MAX, LEASE)) {
                if (!open) {
                    break;
                }
                tell(due);
            }
        } catch (RuntimeException e) {
            LOG.error("people could not be told: {}", SafeTrace.of(e));
        } finally {
            busy.set(false);
        }
    }

    /** Ends after the call under way; the rest is due again when its lease is over. */
    @Override
    public void close() {
        open = false;
        threads.close();
    }

    private void tell(PersonOutbox.Due due) {
        Instant now = clock.instant();
        if (due.since().isBefore(now.minus(MessageRules.NOTICE_AGE_MAX))) {
            giveUp(due, now);
            return;
        }
        try {
            var id = MessageId.of(due.since().toEpochMilli(), due.id());
            var sealed = sealer.ownCity(Disclosed.notice(due.notice()), id, trust.inForce(now));
            platform.tell(sealed.bytes());
            outbox.taken(due);
        } catch (PlatformUnavailable e) {
            later(due, e.fault().name());
        } catch (Refusal e) {
            later(due, e.type().wire());
        }
    }

    /** The alarm first: whatever ends in between, the operator hears of it. */
    private void giveUp(PersonOutbox.Due due, Instant now) {
        String why = "not taken for " + MessageRules.NOTICE_AGE_MAX.toDays() + " days";
        alarms.raise(givenUp(due, now));
        outbox.dead(due, why);
    }

    /** One a day, however many are given up on it. */
    private Alarm givenUp(PersonOutbox.Due due, Instant now) {
        String day = LocalDate.ofInstant(now, WireTime.OFFSET).toString();
        ObjectNode proof = StrictJson.object().put("day", day).put("first", due.id().toString());
        proof.put("kind", due.notice().kind().wire());
        proof.put("since", WireTime.of(due.since()).toString());
        return Alarm.of(
                Alarm.Kind.PEOPLE_NOT_TOLD,
                self + "/people",
                now,
                "城市平台30天未接收应告知居民的通知，这些通知自当日起被放弃。请检查平台的通知接口。",
                "The city's platform did not take what residents should hear for 30 days, so notices"
                        + " are given up from this day on. Check the platform's notice channel.",
                proof,
                day.getBytes(StandardCharsets.US_ASCII));
    }

    private void later(PersonOutbox.Due due, String why) {
        LOG.debug("the city's platform did not take a notice: {}", why);
        double jitter = ThreadLocalRandom.current().nextDouble();
        outbox.later(due, why, RetryRules.noticePause(due.attempts() - 1, jitter));
    }
}
