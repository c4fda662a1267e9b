package org.xinqiao.gateway.ledger;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Handler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.message.BenefitNotice;
import org.xinqiao.contracts.message.ConsentNotice;
import org.xinqiao.contracts.message.Decision;
import org.xinqiao.contracts.message.Outcome;
import org.xinqiao.contracts.message.RecognitionResponse;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.CodeBounds;
import org.xinqiao.gateway.authenticate.ShownCode;
import org.xinqiao.gateway.disclose.Disclosed;
import org.xinqiao.gateway.dispatch.Recognised;
import org.xinqiao.gateway.people.KnownConsents;
import org.xinqiao.gateway.permit.UnitRules;
import org.xinqiao.gateway.receive.Scan;

/**
 * Ends a visit at the host city: the code is used here, question and answer are kept as signed, and
 * the home city will be told what was granted. Only what is recorded reaches the counter; many
 * visits share a commit.
 */
@Component
public class RecordRecognition {
    private static final String INSERT =
            """
            insert into recognition (request, home, purpose, terminal, caller, answer, granted, at,
              consent_ref, subject)
            values (?,?,?,?,?,?,?,?,?,?)\
            """;

    private final JdbcTemplate jdbc;
    private final ShownCodes shownCodes;
    private final KnownConsents consents;
    private final Records records;
    private final Outbox outbox;
    private final CodeBounds bounds;
    private final GroupCommit<Recognised, Optional<Refusal>> commits;

    /** Records into a node's database. */
    public RecordRecognition(
            JdbcTemplate jdbc,
            ShownCodes shownCodes,
            KnownConsents consents,
            Records records,
            Outbox outbox,
            CodeBounds bounds,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.shownCodes = shownCodes;
        this.consents = consents;
        this.records = records;
        this.outbox = outbox;
        this.bounds = bounds;
        this.commits = new GroupCommit<>(new TransactionTemplate(transactions), this::write);
    }

    /**
     * The answer for the counter, durable.
     *
     * @throws Refusal if the code was accepted meanwhile, or the home city said meanwhile that the
     *     consent no longer stands
     */
    @Handler
    public Recognised record(Recognised recognised) throws Refusal {
        Optional<Refusal> refusal = commits.submit(recognised);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        shownCodes.accepted(shown(recognised).code());
        return recognised;
    }

    /** All of it or nothing; a visit that is refused is still a question that was sent. */
    private List<Optional<Refusal>> write(List<Recognised> visits) {
        List<ConsentNotice.State> states =
                consents.learn(visits.stream().map(RecordRecognition::known).toList());
        List<Boolean> first =
                shownCodes.remember(
                        visits.stream().map(visit -> shown(visit).code()).toList(), bounds);
        var outcomes = new ArrayList<Optional<Refusal>>(visits.size());
        var accepted = new ArrayList<Recognised>();
        for (int i = 0; i < visits.size(); i++) {
            Optional<Refusal> refusal = judge(states.get(i), first.get(i));
            outcomes.add(refusal);
            if (refusal.isEmpty()) {
                accepted.add(visits.get(i));
            }
        }
        records.add(visits.stream().flatMap(visit -> messages(visit).stream()).toList());
        jdbc.batchUpdate(INSERT, accepted.stream().map(RecordRecognition::row).toList());
        tellHome(accepted);
        return outcomes;
    }

    private static Optional<Refusal> judge(ConsentNotice.State state, boolean first) {
        if (!first) {
            return Optional.of(new Refusal(ProblemType.CODE_ALREADY_USED));
        }
        return switch (state) {
            case ACTIVE -> Optional.empty();
            case PAUSED -> Optional.of(new Refusal(ProblemType.CONSENT_PAUSED));
            case WITHDRAWN -> Optional.of(new Refusal(ProblemType.CONSENT_WITHDRAWN));
        };
    }

    private void tellHome(List<Recognised> accepted) {
        var notices = new ArrayList<OutgoingNotice>();
        for (Recognised visit : accepted) {
            visit.response().decisions().stream()
                    .filter(decision -> decision.outcome() == Outcome.BENEFIT)
                    .forEach(decision -> notices.add(notice(visit, decision)));
        }
        try {
            outbox.add(notices);
        } catch (Refusal e) {
            throw new NotSealed(e);
        }
    }

    private static OutgoingNotice notice(Recognised visit, Decision decision) {
        var question = visit.answer().asked().question().envelope();
        var notice =
                new BenefitNotice(
                        question.id(),
                        decision.benefit(),
                        BenefitNotice.Event.GRANTED,
                        quantity(visit, decision),
                        WireTime.of(visit.answer().at()));
        return OutgoingNotice.of(
                question.to(),
                Disclosed.notice(notice),
                visit.response().consentRef(),
                question.purpose(),
                shown(visit).trust());
    }

    /**
     * Where units are counted, showing the code takes none: the counter reports what was really
     * taken.
     */
    private static int quantity(Recognised visit, Decision decision) {
        boolean counted =
                shown(visit)
                        .trust()
                        .snapshot()
                        .benefit(decision.benefit())
                        .flatMap(benefit ->
                                UnitRules.limited(benefit, shown(visit).code().agreement()))
                        .isPresent();
        return counted ? 0 : 1;
    }

    private static KnownConsents.Known known(Recognised visit) {
        RecognitionResponse response = visit.response();
        return new KnownConsents.Known(
                shown(visit).code().issuer(),
                shown(visit).code().claims().consentRef(),
                response.consentRevision(),
                ConsentNotice.State.ACTIVE,
                response.decidedAt().toInstant());
    }

    private List<Recorded> messages(Recognised visit) {
        var sent = visit.answer().asked().question();
        Instant at = visit.answer().at();
        return List.of(
                Recorded.sent(sent, records.salt()),
                Recorded.received(
                        visit.envelope(), records.salt(), visit.answer().reply().body(), at));
    }

    private static @Nullable Object[] row(Recognised visit) {
        var asked = visit.answer().asked();
        Scan scan = shown(visit).scan();
        var pseudonym = visit.response().pseudonym();
        return new Object[] {
            asked.question().envelope().id().value(),
            asked.question().to().value(),
            scan.purpose(),
            scan.request().terminal(),
            scan.caller(),
            visit.answer().reply().body(),
            pseudonym.isPresent(),
            visit.answer().at().atOffset(ZoneOffset.UTC),
            shown(visit).code().claims().consentRef().bytes(),
            pseudonym.map(p -> p.value()).orElse(null)
        };
    }

    private static ShownCode shown(Recognised visit) {
        return visit.answer().asked().visit().shown();
    }
}
