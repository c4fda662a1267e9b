package org.xinqiao.gateway.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.gateway.authenticate.ReceiptRules;
import org.xinqiao.gateway.ledger.Lanes;
import org.xinqiao.gateway.ledger.Recorded;
import org.xinqiao.gateway.ledger.Records;
import org.xinqiao.gateway.ledger.Waiting;
import org.xinqiao.gateway.receive.Reply;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeys;

/** Sends one notice and judges the answer. */
@Component
public class SendNotice {
    private static final int TOO_MANY_REQUESTS = 429;

    private final PartnerClient partners;
    private final Records records;
    private final Clock clock;

    /** Sends over the node's connections. */
    public SendNotice(PartnerClient partners, Records records, Clock clock) {
        this.partners = partners;
        this.records = records;
        this.clock = clock;
    }

    /**
     * What becomes of a notice.
     *
     * @throws PartnerUnreachable if no answer came
     * @throws PartnerBusy if the partner asks to be left alone for a while
     */
    Lanes.Outcome send(Waiting notice, ActingTrust trust) throws PartnerUnreachable, PartnerBusy {
        NodeKeys own = trust.snapshot().keys(trust.self()).orElse(null);
        if (own == null) {
            return later(notice, "trust");
        }
        Optional<String> spoiled = RetryRules.spoiled(notice, own, clock.instant());
        if (spoiled.isPresent()) {
            return new Lanes.Outcome.Dead(notice, spoiled.get(), null);
        }
        Optional<NodeKey> key =
                own.keys().stream().filter(k -> k.key().kid().equals(notice.kid())).findFirst();
        if (key.isEmpty()) {
            return later(notice, "key-not-published");
        }
        Reply reply = partners.post(notice.partner(), trust.snapshot(), notice.body());
        if (reply.status() == TOO_MANY_REQUESTS) {
            throw new PartnerBusy(notice.partner(), Duration.ofSeconds(1));
        }
        var sent =
                new ReceiptRules.Sent(
                        new MessageId(notice.message()),
                        notice.partner(),
                        key.get().key().algorithm(),
                        notice.body());
        Instant now = clock.instant();
        return switch (ReceiptRules.decide(reply.status(), reply.body(), sent, trust, now)) {
            case ReceiptRules.Verdict.Taken taken ->
                    new Lanes.Outcome.Delivered(notice, kept(taken.receipt(), reply, now));
            case ReceiptRules.Verdict.Refused refused ->
                    new Lanes.Outcome.Dead(
                            notice,
                            refused.why().type().wire(),
                            kept(refused.problem(), reply, now));
            case ReceiptRules.Verdict.NotYet notYet -> later(notice, notYet.why());
        };
    }

    private Recorded kept(Envelope envelope, Reply reply, Instant now) {
        return Recorded.received(envelope, records.salt(), reply.body(), now);
    }

    private static Lanes.Outcome later(Waiting notice, String why) {
        Duration pause =
                RetryRules.noticePause(notice.attempts(), ThreadLocalRandom.current().nextDouble());
        return new Lanes.Outcome.Later(notice, why, pause);
    }
}
