package org.xinqiao.gateway.authenticate;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.message.Decision;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.Outcome;
import org.xinqiao.contracts.message.RecognitionResponse;
import org.xinqiao.contracts.problem.Problem;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.trust.ActingTrust;

/**
 * Whether an answer is the home city's own to this very question (protocol, sections 3 and 5). What
 * is not counts as no answer: {@code try-later}, never as "no effect".
 */
public final class AnswerRules {
    /** Longest time between a decision and its grant. */
    public static final Duration GRANT_WITHIN_MAX = Duration.ofSeconds(60);

    private AnswerRules() {}

    /**
     * A question as it was sent.
     *
     * @param envelope what was asked
     * @param bytes its JWS
     * @param algorithm of its signature
     * @param benefits the benefits in question
     * @param consentRef the code's
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Question(
            Envelope envelope,
            byte[] bytes,
            SignatureAlgorithm algorithm,
            Set<String> benefits,
            String consentRef) {}

    /**
     * The home city's answer, verified.
     *
     * @param envelope its envelope
     * @param response what it says
     */
    public record Answer(Envelope envelope, RecognitionResponse response) {}

    /**
     * The home city's answer, verified.
     *
     * @param status HTTP status it came with
     * @throws Refusal the home city's own refusal, or {@code try-later} for what is not its answer
     */
    public static Answer decide(
            int status, byte[] body, Question question, ActingTrust trust, Instant now)
            throws Refusal {
        Envelope answer =
                answer(
                        body,
                        question.envelope(),
                        question.bytes(),
                        question.algorithm(),
                        trust,
                        now);
        refuseProblem(answer);
        if (status != 200 || !answer.type().equals(MessageType.RECOGNITION_RESPONSE.wire())) {
            throw notAnAnswer("another type than a recognition's answer");
        }
        RecognitionResponse response = response(answer);
        consistent(response, question, now);
        return new Answer(answer, response);
    }

    /**
     * The signed answer of whoever was asked, to this very question; of any type.
     *
     * @param asked what was asked
     * @param bytes its JWS
     * @param algorithm of its signature
     * @throws Refusal {@code try-later} for what is not such an answer
     */
    public static Envelope answer(
            byte[] body,
            Envelope asked,
            byte[] bytes,
            SignatureAlgorithm algorithm,
            ActingTrust trust,
            Instant now)
            throws Refusal {
        CompactJws jws = signed(body);
        Envelope answer = MessageRules.envelope(jws);
        MessageRules.signedBy(jws, answer, now, trust);
        byte[] digest = algorithm.suite().digest(bytes);
        boolean ours =
                answer.source().equals(asked.to())
                        && answer.to().equals(trust.self())
                        && asked.id().equals(answer.replyTo())
                        && Base64Url.encode(digest).equals(answer.requestDigest());
        if (!ours) {
            throw notAnAnswer("not an answer to this question");
        }
        return answer;
    }

    /** Returns only if an answer is no refusal; else throws the one that it is. */
    public static void refuseProblem(Envelope answer) throws Refusal {
        if (answer.type().equals(MessageType.PROBLEM.wire())) {
            throw Problem.fromJson(answer.data())
                    .map(problem -> new Refusal(problem.type(), problem.facts()))
                    .orElseGet(() -> notAnAnswer("an unknown problem"));
        }
    }

    private static CompactJws signed(byte[] body) throws Refusal {
        try {
            return MessageRules.parse(body);
        } catch (Refusal e) {
            throw notAnAnswer("unsigned");
        }
    }

    private static RecognitionResponse response(Envelope answer) throws Refusal {
        try {
            return RecognitionResponse.parse(answer.data());
        } catch (MalformedJson e) {
            throw notAnAnswer(String.valueOf(e.getMessage()));
        }
    }

    private static void consistent(RecognitionResponse response, Question question, Instant now)
            throws Refusal {
        Instant decidedAt = response.decidedAt().toInstant();
        Instant grantBefore = response.grantBefore().toInstant();
        Set<String> decided =
                response.decisions().stream().map(Decision::benefit).collect(Collectors.toSet());
        boolean once = decided.size() == response.decisions().size();
        boolean anyBenefit =
                response.decisions().stream().anyMatch(d -> d.outcome() == Outcome.BENEFIT);
        if (!once
                || !question.benefits().containsAll(decided)
                || !question.consentRef().equals(response.consentRef())
                || grantBefore.isAfter(decidedAt.plus(GRANT_WITHIN_MAX))
                || anyBenefit != response.pseudonym().isPresent()) {
            throw notAnAnswer("inconsistent");
        }
        if (!now.isBefore(grantBefore)) {
            throw new Refusal(ProblemType.GRANT_TOO_LATE);
        }
    }

    private static Refusal notAnAnswer(String why) {
        return new Refusal(ProblemType.TRY_LATER, Map.of("dependency", "home-city", "why", why));
    }
}
