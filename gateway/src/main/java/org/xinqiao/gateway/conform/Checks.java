package org.xinqiao.gateway.conform;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.code.CreditCode;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.RecognitionRequest;
import org.xinqiao.contracts.message.RecognitionResponse;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.AnswerRules;
import tools.jackson.databind.node.ObjectNode;

/** What all checks in one suite have in common. */
abstract class Checks {
    /** A node that no federation has. */
    static final NodeId NOBODY = NodeId.parse("cn-999999");

    /** How a question is answered. */
    static final String ANSWERED = "200, the home city's answer to this question";

    final Trial trial;
    final Suite suite;

    Checks(Trial trial, Suite suite) {
        this.trial = trial;
        this.suite = suite;
    }

    /** Tries all of them, in their order. */
    abstract void run();

    final void check(
            String id,
            String clause,
            String zh,
            String en,
            String expected,
            Trial.Attempt attempt) {
        trial.check(id, suite, clause, zh, en, expected, attempt);
    }

    /** The data of a question about a code. */
    static ObjectNode asked(String code, List<String> benefits) {
        return new RecognitionRequest(code, benefits, "conform").toJson();
    }

    final Letter question(String code, List<String> benefits, @Nullable String purpose) {
        return trial.letter(MessageType.RECOGNITION_REQUEST, suite, asked(code, benefits))
                .purpose(purpose);
    }

    /** An answer to a question, as a host city sees it before it grants anything. */
    record Judged(String words, Optional<RecognitionResponse> response) {}

    /**
     * Asks about a code, and judges the answer as a host city must.
     *
     * @param benefits the ids that may be in the answer
     */
    final Judged judged(Letter letter, String code, Set<String> benefits) throws NoAnswer {
        byte[] jws = letter.bytes();
        Answer answer = trial.wire.post(jws, Trial.JOSE);
        try {
            var question =
                    new AnswerRules.Question(
                            letter.envelope(),
                            jws,
                            trial.member.key(suite).algorithm(),
                            benefits,
                            CreditCode.parse(code).pass().claims().consentRef().wire());
            trial.replies.verified(answer, jws, trial.now());
            RecognitionResponse response =
                    AnswerRules.decide(
                                    answer.status(),
                                    answer.body(),
                                    question,
                                    trial.acting(),
                                    trial.now())
                            .response();
            return new Judged(ANSWERED, Optional.of(response));
        } catch (Refusal e) {
            return unanswered(answer.status() + " " + e.type().wire() + " " + e.facts());
        } catch (NotTheirs e) {
            return unanswered(trial.replies.inWords(answer, jws, trial.now()));
        }
    }

    private static Judged unanswered(String words) {
        return new Judged(words, Optional.empty());
    }

    final String tell(Letter letter) throws NoAnswer {
        return trial.tell(letter.bytes());
    }

    final String tell(String jws) throws NoAnswer {
        return trial.tell(jws.getBytes(StandardCharsets.UTF_8));
    }
}
