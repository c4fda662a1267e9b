package org.xinqiao.gateway.dispatch;

import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.AboutMessage;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.disclose.Disclosed;
import org.xinqiao.gateway.ledger.AnsweredMeanwhile;
import org.xinqiao.gateway.ledger.Answers;
import org.xinqiao.gateway.ledger.RecordRefusal;
import org.xinqiao.gateway.operate.SafeTrace;
import org.xinqiao.gateway.receive.Reply;
import org.xinqiao.gateway.seal.Sealed;
import org.xinqiao.gateway.seal.Sealer;

/**
 * Answers a message that was refused: signed and remembered if it can be attributed to a member,
 * plain otherwise (protocol, section 3).
 */
@Component
public class AnswerRefusal {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerRefusal.class);

    private final Sealer sealer;
    private final Answers answers;
    private final RecordRefusal records;

    /** Signs with the node's keys and remembers in its ledger. */
    public AnswerRefusal(Sealer sealer, Answers answers, RecordRefusal records) {
        this.sealer = sealer;
        this.answers = answers;
        this.records = records;
    }

    /** The answer to whatever stopped the exchange. */
    @Handler
    public Reply answer(
            @Body Object reached, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception cause) {
        if (!(reached instanceof AboutMessage about)) {
            return plain(refusal(cause));
        }
        Authentic message = about.message();
        try {
            return cause instanceof AnsweredMeanwhile
                    ? given(message)
                    : refused(message, refusal(cause));
        } catch (Refusal second) {
            return last(message, second);
        }
    }

    /** Its id was used for other bytes, or no key is in force to sign with. */
    private Reply last(Authentic message, Refusal refusal) {
        try {
            return signed(message, refusal).reply();
        } catch (Refusal e) {
            return plain(refusal);
        }
    }

    /** Refuses a type that this node does not speak. */
    public AboutMessage unknownType(Authentic message) throws Refusal {
        throw new Refusal(
                ProblemType.MESSAGE_TYPE_UNKNOWN,
                Map.of("message_type", message.envelope().type()));
    }

    private Reply refused(Authentic message, Refusal refusal) throws Refusal {
        if (refusal.type() == ProblemType.MESSAGE_ID_REUSED) {
            return signed(message, refusal).reply();
        }
        if (!refusal.type().stored()) {
            // What passes must not stand in for an answer that was given and stays.
            Optional<Reply> before = givenIfKnown(message);
            return before.isPresent() ? before.get() : signed(message, refusal).reply();
        }
        Signed signed = signed(message, refusal);
        return records.record(message, signed.problem(), signed.reply())
                ? signed.reply()
                : given(message);
    }

    private record Signed(Sealed problem, Reply reply) {}

    private Signed signed(Authentic message, Refusal refusal) throws Refusal {
        Sealed problem = sealer.answer(Disclosed.problem(refusal.problem()), message);
        return new Signed(problem, new Reply(refusal.type().status(), Reply.JOSE, problem.bytes()));
    }

    private Optional<Reply> givenIfKnown(Authentic message) throws Refusal {
        try {
            return answers.given(message);
        } catch (DataAccessException e) {
            // What failed before may have been this very database: "try later" is the answer then.
            return Optional.empty();
        }
    }

    private Reply given(Authentic message) throws Refusal {
        return answers.given(message)
                .orElseThrow(() -> new Refusal(ProblemType.TRY_LATER, "dependency", "ledger"));
    }

    private static Reply plain(Refusal refusal) {
        byte[] body = StrictJson.write(refusal.problem().toJson());
        return new Reply(refusal.type().status(), Reply.PROBLEM, body);
    }

    private static Refusal refusal(Exception cause) {
        if (cause instanceof Refusal refusal) {
            return refusal;
        }
        LOG.error("an exchange failed: {}", SafeTrace.of(cause));
        boolean passing =
                cause instanceof TransientDataAccessException
                        || cause instanceof DataAccessResourceFailureException
                        || cause instanceof CannotCreateTransactionException;
        return passing
                ? new Refusal(ProblemType.TRY_LATER, "dependency", "database")
                : new Refusal(ProblemType.INTERNAL);
    }
}
