package org.xinqiao.gateway.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.message.TrustNotice;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.disclose.Disclosed;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;

/**
 * Tells partners of a newer trust snapshot that this node found by itself, once a version over all
 * of its instances. What a partner told it, it does not tell on: that one tells its own partners.
 */
@Component
public class TellTrust {
    private static final Logger LOG = LoggerFactory.getLogger(TellTrust.class);
    private static final String ORDERING = "trust";

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final Trust trust;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private volatile long told;

    /** Tells through a node's outbox. */
    public TellTrust(
            JdbcClient jdbc,
            Outbox outbox,
            Trust trust,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.trust = trust;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** One round; what cannot be signed just now waits for the next. */
    @Scheduled(fixedDelay = 500)
    public void look() {
        long found = trust.found();
        if (found <= told) {
            return;
        }
        try {
            Instant now = clock.instant();
            ActingTrust acting = trust.inForce(now);
            transaction.executeWithoutResult(status -> tell(found, acting, now));
            told = found;
        } catch (Refusal | NotSealed e) {
            LOG.warn("partners are not told of trust snapshot {} yet", found);
        }
    }

    private void tell(long version, ActingTrust acting, Instant now) {
        int first =
                jdbc.sql("insert into trust_told (version, at) values (?,?) on conflict do nothing")
                        .params(version, now.atOffset(ZoneOffset.UTC))
                        .update();
        if (first == 0) {
            return;
        }
        var notice = new TrustNotice(version);
        try {
            outbox.add(
                    acting.partners().stream()
                            .map(partner ->
                                    OutgoingNotice.of(
                                            partner,
                                            Disclosed.notice(notice),
                                            ORDERING,
                                            null,
                                            acting))
                            .toList());
        } catch (Refusal e) {
            throw new NotSealed(e);
        }
    }
}
