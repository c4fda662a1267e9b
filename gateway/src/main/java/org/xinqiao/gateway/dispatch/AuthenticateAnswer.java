package org.xinqiao.gateway.dispatch;

import org.apache.camel.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.AnswerRules;
import org.xinqiao.gateway.permit.Visit;
import org.xinqiao.gateway.receive.Reply;
import org.xinqiao.gateway.seal.Sealed;

/** Verifies what the home city answered before anybody acts on it. */
@Component
public class AuthenticateAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(AuthenticateAnswer.class);

    /** The verified answer, or the home city's own refusal. */
    @Handler
    public Recognised authenticate(HomeAnswer answer) throws Refusal {
        Visit visit = answer.asked().visit();
        Sealed sent = answer.asked().question();
        var question =
                new AnswerRules.Question(
                        sent.envelope(),
                        sent.bytes(),
                        sent.algorithm(),
                        visit.benefits(),
                        visit.shown().code().claims().consentRef().wire());
        Reply reply = answer.reply();
        try {
            AnswerRules.Answer verified =
                    AnswerRules.decide(
                            reply.status(),
                            reply.body(),
                            question,
                            visit.shown().trust(),
                            answer.at());
            return new Recognised(answer, verified.envelope(), verified.response());
        } catch (Refusal refusal) {
            if (refusal.type() == ProblemType.TRY_LATER) {
                LOG.warn("{} gave no usable answer: {}", sent.to(), refusal.facts());
            }
            throw forTheCaller(refusal);
        }
    }

    /**
     * A fault of the code or consent is the counter's to know. That our message could not be
     * attributed, or was too old, is between the nodes: for whoever asked it is "try later".
     */
    static Refusal forTheCaller(Refusal refusal) {
        return switch (refusal.type()) {
            case MESSAGE_MALFORMED,
                    HEADER_NOT_ALLOWED,
                    WRONG_TYP,
                    MESSAGE_NOT_ATTRIBUTABLE,
                    ALGORITHM_NOT_ALLOWED,
                    KEY_NOT_FOR_USE,
                    KEY_REVOKED,
                    KEY_RETIRED,
                    KEY_NOT_YET_VALID,
                    MESSAGE_ID_REUSED,
                    MESSAGE_TOO_OLD,
                    MESSAGE_FROM_FUTURE,
                    TOO_MANY_REQUESTS,
                    TRUST_EXPIRED,
                    INTERNAL ->
                    new Refusal(ProblemType.TRY_LATER, "dependency", "home-city");
            default -> refusal;
        };
    }
}
