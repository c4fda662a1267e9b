package org.xinqiao.gateway.ledger;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Handler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.message.Decision;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.Outcome;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.permit.PreparedCase;
import org.xinqiao.gateway.receive.Reply;
import org.xinqiao.gateway.seal.SealedAnswer;

/**
 * Ends a decision: its row with rule, inputs' digest and explanation (rule R18), and the answer
 * under the message's id, in the one transaction of the decision.
 */
@Component
public class RecordDecision {
    private final JdbcClient jdbc;
    private final Answers answers;

    /** Records into a node's database. */
    public RecordDecision(JdbcClient jdbc, Answers answers) {
        this.jdbc = jdbc;
        this.answers = answers;
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
        if (!answers.remember(message, reply)) {
            throw new AnsweredMeanwhile();
        }
        insert(sealed, message.envelope());
        return new Answered(message, reply);
    }

    private void insert(SealedAnswer sealed, Envelope envelope) {
        PreparedCase facts = sealed.decided().permitted().facts();
        Consent consent = sealed.decided().permitted().consent();
        List<Decision> decisions = sealed.decided().decisions();
        jdbc.sql(
                        """
                        insert into decision (request, source, consent, consent_revision, purpose, agreement,
                          benefits, outcomes, disclosure, policy, inputs_digest, explanation_zh,
                          explanation_en, at)
                        values (?,?,?,?,?,?,?,?,?,?,?,?,?,?)\
                        """)
                .param(envelope.id().value())
                .param(envelope.source().value())
                .param(consent.id())
                .param(consent.revision())
                .param(facts.asked().purpose())
                .param(facts.asked().code().agreement().number())
                .param(decisions.stream().map(Decision::benefit).toArray(String[]::new))
                .param(decisions.stream().map(d -> d.outcome().name()).toArray(String[]::new))
                .param(consent.disclosure().name())
                .param(sealed.decided().policy())
                .param(inputs(sealed))
                .param(explanation(facts, decisions, true))
                .param(explanation(facts, decisions, false))
                .param(sealed.message().received().at().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Salted by the message's own digest, so that nobody can try out scores against it. */
    private static byte[] inputs(SealedAnswer sealed) {
        PreparedCase facts = sealed.decided().permitted().facts();
        String standing = facts.standing().points().map(String::valueOf).orElse("none");
        return Suite.INTL.digest(
                sealed.message().digest(), standing.getBytes(StandardCharsets.US_ASCII));
    }

    private static String explanation(
            PreparedCase facts, List<Decision> decisions, boolean chinese) {
        boolean held = facts.standing().points().isPresent();
        String met = names(decisions, Outcome.BENEFIT);
        String notMet = names(decisions, Outcome.NO_EFFECT);
        String clause = decisions.getFirst().basis();
        if (chinese) {
            return "依据协议 "
                    + clause
                    + "；"
                    + (held ? "本市有信用分" : "本市没有信用分")
                    + "；适用："
                    + met
                    + "；不适用（无任何不利影响）："
                    + notMet;
        }
        return "Under "
                + clause
                + "; the city "
                + (held ? "holds a score" : "holds no score")
                + "; applies: "
                + met
                + "; does not apply, without any disadvantage: "
                + notMet;
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
