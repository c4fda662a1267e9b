package org.xinqiao.gateway.ledger;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Handler;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.message.Decision;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.Outcome;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.disclose.Basis;
import org.xinqiao.gateway.disclose.Disclosed;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.people.OrganisationStanding;
import org.xinqiao.gateway.people.PersonStanding;
import org.xinqiao.gateway.people.Standing;
import org.xinqiao.gateway.permit.PreparedCase;
import org.xinqiao.gateway.receive.Reply;
import org.xinqiao.gateway.seal.SealedAnswer;

/**
 * Ends a decision: its row with rule, inputs' digest and explanation (rule R18), and the answer
 * under the message's id, in the one transaction of the decision.
 */
@Component
public class RecordDecision {
    /** One way to the database and back for all that a decision leaves behind. */
    private static final String RECORD =
            String.join(
                    ";\n",
                    Answers.INSERT,
                    """
                    insert into decision (request, source, consent, consent_revision, purpose, agreement,
                      benefits, outcomes, disclosure, policy, inputs_digest, explanation_zh,
                      explanation_en, at, basis, items)
                    values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) on conflict do nothing\
                    """,
                    Records.INSERT,
                    Records.INSERT_PENDING,
                    Records.INSERT,
                    Records.INSERT_PENDING);

    private final JdbcTemplate jdbc;
    private final Records records;

    /** Records into a node's database. */
    public RecordDecision(JdbcTemplate jdbc, Records records) {
        this.jdbc = jdbc;
        this.records = records;
    }

    /**
     * The reply, recorded.
     *
     * @throws AnsweredMeanwhile if the same message was answered by another thread: roll back
     */
    @Handler
    public Answered record(SealedAnswer sealed) throws AnsweredMeanwhile {
        Authentic message = sealed.message();
        var reply = new Reply(200, Reply.JOSE, sealed.answer().bytes());
        var row = new ArrayList<Object>(List.of(Answers.row(message, reply)));
        row.addAll(decision(sealed, message.envelope()));
        row.addAll(records.rows(Recorded.received(message, records.salt())));
        row.addAll(records.rows(Recorded.sent(sealed.answer(), records.salt())));
        if (jdbc.update(RECORD, row.toArray()) != 1) {
            throw new AnsweredMeanwhile();
        }
        return new Answered(message, reply);
    }

    private static List<Object> decision(SealedAnswer sealed, Envelope envelope) {
        PreparedCase facts = sealed.decided().permitted().facts();
        Consent consent = sealed.decided().permitted().consent();
        List<Decision> decisions = sealed.decided().decisions();
        return List.of(
                envelope.id().value(),
                envelope.source().value(),
                consent.id(),
                consent.revision(),
                facts.asked().purpose(),
                facts.asked().code().agreement().number(),
                decisions.stream().map(Decision::benefit).toArray(String[]::new),
                decisions.stream().map(d -> d.outcome().name()).toArray(String[]::new),
                consent.disclosure().name(),
                sealed.decided().policy(),
                inputs(sealed),
                explanation(facts, decisions, true),
                explanation(facts, decisions, false),
                sealed.message().received().at().atOffset(ZoneOffset.UTC),
                decisions.getFirst().basis(),
                Disclosed.itemsOf(sealed.answer().envelope(), Basis.of(consent))
                        .toArray(String[]::new));
    }

    /** Salted by the message's own digest, so that nobody can try out scores against it. */
    private static byte[] inputs(SealedAnswer sealed) {
        PreparedCase facts = sealed.decided().permitted().facts();
        String inputs = facts.standing().canonical() + facts.held().canonical();
        return Suite.INTL.digest(
                sealed.message().digest(), inputs.getBytes(StandardCharsets.US_ASCII));
    }

    private static String explanation(
            PreparedCase facts, List<Decision> decisions, boolean chinese) {
        String met = names(decisions, Outcome.BENEFIT);
        String notMet = names(decisions, Outcome.NO_EFFECT);
        String clause = decisions.getFirst().basis();
        if (chinese) {
            return "依据协议 "
                    + clause
                    + "；"
                    + known(facts.standing(), true)
                    + "；适用："
                    + met
                    + "；不适用（无任何不利影响）："
                    + notMet;
        }
        return "Under "
                + clause
                + "; the city "
                + known(facts.standing(), false)
                + "; applies: "
                + met
                + "; does not apply, without any disadvantage: "
                + notMet;
    }

    /** What the city knows at all: never what it says. */
    private static String known(Standing standing, boolean chinese) {
        return switch (standing) {
            case PersonStanding person when person.points().isPresent() ->
                    chinese ? "本市有信用分" : "holds a score";
            case PersonStanding _ -> chinese ? "本市没有信用分" : "holds no score";
            case OrganisationStanding organisation when organisation.registered().isPresent() ->
                    chinese ? "依据依法社会公开的名单与评价" : "looked at public lists and the public evaluation";
            case OrganisationStanding _ -> chinese ? "本市没有该单位的公开信息" : "knows nothing public of it";
        };
    }

    private static String names(List<Decision> decisions, Outcome outcome) {
        String names =
                decisions.stream()
                        .filter(decision -> decision.outcome() == outcome)
                        .map(Decision::benefit)
                        .collect(Collectors.joining(", "));
        return names.isEmpty() ? "-" : names;
    }
}
