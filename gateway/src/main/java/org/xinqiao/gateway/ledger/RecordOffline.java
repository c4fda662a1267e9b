package org.xinqiao.gateway.ledger;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Handler;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.ConsentNotice;
import org.xinqiao.contracts.message.Decision;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.OfflineNotice;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.CodeBounds;
import org.xinqiao.gateway.authenticate.ShownCode;
import org.xinqiao.gateway.disclose.Disclosed;
import org.xinqiao.gateway.dispatch.RecognisedOffline;
import org.xinqiao.gateway.people.KnownConsents;
import org.xinqiao.gateway.receive.Scan;

/**
 * Ends a visit that was decided off line: the code is used here, its pass is honoured off line this
 * once, and the code waits in the outbox for the home city; one transaction, before the counter
 * sees anything.
 */
@Component
public class RecordOffline {
    private static final String INSERT =
            """
            insert into recognition (request, home, purpose, terminal, caller, granted, at, consent_ref,
              offline, offline_notice)
            values (?,?,?,?,?,true,?,?,?,?) on conflict do nothing\
            """;

    private final JdbcTemplate jdbc;
    private final ShownCodes shownCodes;
    private final KnownConsents consents;
    private final Outbox outbox;
    private final CodeBounds bounds;
    private final TransactionTemplate transaction;

    /** Records into a node's database. */
    public RecordOffline(
            JdbcTemplate jdbc,
            ShownCodes shownCodes,
            KnownConsents consents,
            Outbox outbox,
            CodeBounds bounds,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.shownCodes = shownCodes;
        this.consents = consents;
        this.outbox = outbox;
        this.bounds = bounds;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * The answer for the counter, durable.
     *
     * @throws Refusal if the code was accepted meanwhile, the consent is known not to stand, or the
     *     pass was honoured off line before: then {@code try-later}, for the home city may say that
     *     the consent was for one use
     */
    @Handler
    public RecognisedOffline record(RecognisedOffline visit) throws Refusal {
        Optional<Refusal> refusal =
                transaction.execute(status -> {
                    try {
                        write(visit);
                        return Optional.empty();
                    } catch (Refusal e) {
                        status.setRollbackOnly();
                        return Optional.of(e);
                    }
                });
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        return visit;
    }

    private void write(RecognisedOffline visit) throws Refusal {
        ShownCode shown = visit.cutOff().asked().visit().shown();
        stands(shown, visit.cutOff().at());
        if (!shownCodes.remember(List.of(shown.code()), bounds).getFirst()) {
            throw new Refusal(ProblemType.CODE_ALREADY_USED);
        }
        MessageId notice = outbox.add(List.of(notice(visit, shown))).getFirst();
        Scan scan = shown.scan();
        int first =
                jdbc.update(
                        INSERT,
                        visit.request().value(),
                        shown.code().issuer().value(),
                        scan.purpose(),
                        scan.request().terminal(),
                        scan.caller(),
                        visit.cutOff().at().atOffset(ZoneOffset.UTC),
                        shown.code().claims().consentRef().bytes(),
                        new String(
                                StrictJson.write(visit.response().toJson()),
                                java.nio.charset.StandardCharsets.UTF_8),
                        notice.value());
        if (first == 0) {
            throw new Refusal(ProblemType.TRY_LATER, "dependency", "home-city");
        }
    }

    /** Held, so that a withdrawal that arrives now is wholly before this or after. */
    private void stands(ShownCode shown, Instant at) throws Refusal {
        ConsentNotice.State state =
                consents.learn(
                                List.of(
                                        new KnownConsents.Known(
                                                shown.code().issuer(),
                                                shown.code().claims().consentRef(),
                                                0,
                                                ConsentNotice.State.ACTIVE,
                                                at)))
                        .getFirst();
        switch (state) {
            case ACTIVE -> {}
            case PAUSED -> throw new Refusal(ProblemType.CONSENT_PAUSED);
            case WITHDRAWN -> throw new Refusal(ProblemType.CONSENT_WITHDRAWN);
        }
    }

    private static OutgoingNotice notice(RecognisedOffline visit, ShownCode shown) {
        Scan scan = shown.scan();
        var notice =
                new OfflineNotice(
                        visit.request(),
                        shown.code().text(),
                        visit.response().decisions().stream().map(Decision::benefit).toList(),
                        scan.request().terminal(),
                        WireTime.of(scan.at()));
        return OutgoingNotice.of(
                shown.code().issuer(),
                Disclosed.notice(notice),
                visit.response().consentRef(),
                scan.purpose(),
                shown.trust());
    }
}
