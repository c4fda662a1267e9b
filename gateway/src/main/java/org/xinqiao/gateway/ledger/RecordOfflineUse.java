package org.xinqiao.gateway.ledger;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.apache.camel.Handler;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.message.BenefitNotice;
import org.xinqiao.contracts.message.OfflineNotice;
import org.xinqiao.contracts.message.Outcome;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.disclose.CreditItem;
import org.xinqiao.gateway.people.BenefitEvents;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.permit.Effect;
import org.xinqiao.gateway.permit.OfflineRules;
import org.xinqiao.gateway.permit.PermittedNotice;
import org.xinqiao.gateway.permit.PermittedOffline;
import org.xinqiao.gateway.permit.UnitRules;
import org.xinqiao.trust.document.Agreement;

/**
 * Home city: what a partner decided off line becomes a decision like any other, marked as such,
 * with what was granted; in the transaction that uses up the code. Taking it again adds nothing.
 */
@Component
public class RecordOfflineUse {
    private static final String INSERT =
            """
            insert into decision (request, source, consent, consent_revision, purpose, agreement,
              benefits, outcomes, disclosure, policy, inputs_digest, explanation_zh,
              explanation_en, at, basis, items, offline)
            values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,true) on conflict do nothing\
            """;

    private final JdbcTemplate jdbc;
    private final BenefitEvents events;
    private final PersonOutbox people;

    /** Records into a node's database. */
    public RecordOfflineUse(JdbcTemplate jdbc, BenefitEvents events, PersonOutbox people) {
        this.jdbc = jdbc;
        this.events = events;
        this.people = people;
    }

    /** The notice, whose effect is written. */
    @Handler
    public PermittedNotice record(PermittedOffline visit) {
        OfflineNotice notice = visit.told().notice();
        jdbc.update(INSERT, row(visit));
        Authentic message = visit.message();
        List<BenefitEvents.Told> told =
                notice.benefits().stream()
                        .map(benefit ->
                                new BenefitEvents.Told(
                                        message.envelope().source(),
                                        granted(visit, benefit),
                                        message.received().at()))
                        .toList();
        events.add(told);
        people.honoured(told);
        return new PermittedNotice(message, new Effect.OfflineTold());
    }

    private static BenefitNotice granted(PermittedOffline visit, String benefit) {
        OfflineNotice notice = visit.told().notice();
        Agreement agreement = visit.told().code().agreement();
        boolean counted =
                visit.message()
                        .trust()
                        .snapshot()
                        .benefit(benefit)
                        .flatMap(known -> UnitRules.limited(known, agreement))
                        .isPresent();
        return new BenefitNotice(
                notice.request(),
                benefit,
                BenefitNotice.Event.GRANTED,
                counted ? 0 : 1,
                notice.at());
    }

    private static Object[] row(PermittedOffline visit) {
        OfflineNotice notice = visit.told().notice();
        Consent consent = visit.consent();
        Agreement agreement = visit.told().code().agreement();
        Instant shown = notice.at().toInstant();
        String granted = String.join(", ", notice.benefits());
        return new Object[] {
            notice.request().value(),
            visit.message().envelope().source().value(),
            consent.id(),
            consent.revision(),
            visit.told().purpose(),
            agreement.number(),
            notice.benefits().toArray(String[]::new),
            Collections.nCopies(notice.benefits().size(), Outcome.BENEFIT.name())
                    .toArray(String[]::new),
            consent.disclosure().name(),
            OfflineRules.policy(agreement),
            visit.message().digest(),
            "线路中断时由对方城市按信用码所载资格离线办理：" + granted,
            "Granted off line by the other city, by what the code itself says, while the line was down: "
                    + granted,
            shown.atOffset(ZoneOffset.UTC),
            basis(visit, agreement),
            new String[] {CreditItem.ELIGIBILITY.code()}
        };
    }

    private static String basis(PermittedOffline visit, Agreement agreement) {
        String clause =
                visit.message()
                        .trust()
                        .snapshot()
                        .benefit(visit.told().notice().benefits().getFirst())
                        .flatMap(benefit -> agreement.classNumbered(benefit.classNumber()))
                        .map(clazz -> clazz.clause())
                        .orElse("");
        return agreement.number() + "#" + clause;
    }
}
