package org.xinqiao.gateway.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.entry.DisplayPeriod;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.lists.Expiries;
import org.xinqiao.gateway.lists.Expiries.Expiring;
import org.xinqiao.gateway.lists.Forwards;
import org.xinqiao.gateway.lists.KeptStream;
import org.xinqiao.gateway.lists.StreamSignal;
import org.xinqiao.gateway.lists.Streams;
import org.xinqiao.gateway.operate.SafeTrace;
import org.xinqiao.gateway.seal.Sealer;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;

/**
 * Takes own entries back whose display is over (R09), first-hand ones and such as were passed on,
 * without waiting until somebody asks about them.
 */
@Component
public class RecallExpired {
    private static final Logger LOG = LoggerFactory.getLogger(RecallExpired.class);
    private static final int LOOK_MILLIS = 5_000;
    private static final int KEYS_AT_ONCE_MAX = 1_000;

    private final Streams streams;
    private final Expiries expiries;
    private final Forwards forwards;
    private final RecordRecall recalls;
    private final TellRecalls tell;
    private final Sealer sealer;
    private final Trust trust;
    private final StreamSignal signal;
    private final Clock clock;
    private final TransactionTemplate transaction;

    /** Recalls in a node's database. */
    public RecallExpired(
            Streams streams,
            Expiries expiries,
            Forwards forwards,
            RecordRecall recalls,
            TellRecalls tell,
            Sealer sealer,
            Trust trust,
            StreamSignal signal,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.streams = streams;
        this.expiries = expiries;
        this.forwards = forwards;
        this.recalls = recalls;
        this.tell = tell;
        this.sealer = sealer;
        this.trust = trust;
        this.signal = signal;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** One round: until nothing is over any more. */
    @Scheduled(fixedDelay = LOOK_MILLIS, initialDelay = LOOK_MILLIS)
    public void look() {
        Instant now = clock.instant();
        for (StreamName stream : expiries.streams(DisplayPeriod.day(now))) {
            try {
                ActingTrust acting = trust.inForce(now);
                SigningKey key = sealer.preferredKey(KeyUse.STREAM, acting.self(), acting, now);
                while (Boolean.TRUE.equals(
                        transaction.execute(status -> some(stream, key, acting, now)))) {
                    signal.pending(stream);
                }
            } catch (Refusal e) {
                LOG.warn("nothing of {} is taken back: {}", stream, e.type().wire());
            } catch (RuntimeException e) {
                // Whatever one stream cannot do holds up no other.
                LOG.error("nothing of {} is taken back: {}", stream, SafeTrace.of(e));
            }
        }
    }

    /** Whether there was something. */
    private boolean some(StreamName stream, SigningKey key, ActingTrust acting, Instant now) {
        KeptStream held = streams.held(stream).orElseThrow();
        LocalDate today = DisplayPeriod.day(now);
        List<String> over =
                expiries.next(held, today, KEYS_AT_ONCE_MAX).stream()
                        .filter(one -> DisplayPeriod.isOver(one.until(), today))
                        .map(Expiring::key)
                        .toList();
        if (over.isEmpty()) {
            return false;
        }
        forwards.ended(held.id(), over);
        recalls.within(stream, over, key, now);
        tell.tell(acting);
        LOG.info("{}: {} entries are over and taken back", stream, over.size());
        return true;
    }
}
