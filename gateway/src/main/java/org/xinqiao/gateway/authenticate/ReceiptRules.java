package org.xinqiao.gateway.authenticate;

import java.time.Instant;
import java.util.Arrays;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.log.Checkpoint;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.Receipt;
import org.xinqiao.contracts.problem.Problem;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.trust.ActingTrust;

/**
 * Whether an answer to a notice is the receiver's receipt for exactly the bytes that were sent, or
 * its own signed refusal (protocol, section 3).
 */
public final class ReceiptRules {
    private static final int ACCEPTED = 202;

    private ReceiptRules() {}

    /**
     * A notice as it was sent.
     *
     * @param id its id
     * @param to for whom
     * @param algorithm of its signature
     * @param bytes its JWS
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Sent(MessageId id, NodeId to, SignatureAlgorithm algorithm, byte[] bytes) {}

    /** What an answer means for the notice. */
    public sealed interface Verdict {
        /**
         * It was taken.
         *
         * @param receipt the receipt's envelope, verified
         */
        record Taken(Envelope receipt) implements Verdict {}

        /**
         * The receiver will never take it.
         *
         * @param problem its signed problem's envelope, verified
         * @param why the problem
         */
        record Refused(Envelope problem, Refusal why) implements Verdict {}

        /**
         * The same bytes may fare better later.
         *
         * @param why in words, without the partner's own text
         */
        record NotYet(String why) implements Verdict {}
    }

    /**
     * Judges an answer.
     *
     * @param status HTTP status it came with
     * @param body its bytes
     */
    public static Verdict decide(
            int status, byte[] body, Sent sent, ActingTrust trust, Instant now) {
        Envelope answer;
        try {
            CompactJws jws = MessageRules.parse(body);
            answer = MessageRules.envelope(jws);
            MessageRules.signedBy(jws, answer, now, trust);
        } catch (Refusal e) {
            return new Verdict.NotYet("an unsigned answer, HTTP " + status);
        }
        byte[] digest = sent.algorithm().suite().digest(sent.bytes());
        boolean ours =
                answer.source().equals(sent.to())
                        && answer.to().equals(trust.self())
                        && sent.id().equals(answer.replyTo())
                        && Base64Url.encode(digest).equals(answer.requestDigest());
        if (!ours) {
            return new Verdict.NotYet("an answer to something else");
        }
        if (answer.type().equals(MessageType.PROBLEM.wire())) {
            return problem(answer);
        }
        if (status != ACCEPTED || !answer.type().equals(MessageType.RECEIPT.wire())) {
            return new Verdict.NotYet("an answer that is no receipt");
        }
        return proves(answer, sent)
                ? new Verdict.Taken(answer)
                : new Verdict.NotYet("a receipt for other bytes");
    }

    private static boolean proves(Envelope answer, Sent sent) {
        try {
            Receipt receipt = Receipt.parse(answer.data());
            LogEntry entry = LogEntry.of(LogEntry.Direction.RECEIVED, receipt.salt(), sent.bytes());
            return Arrays.equals(entry.leaf().bytes(), receipt.leaf())
                    && receipt.log().equals(Checkpoint.originOf(sent.to()));
        } catch (MalformedJson e) {
            return false;
        }
    }

    /** What the receiver has not stored it will judge afresh; everything else is its last word. */
    private static Verdict problem(Envelope answer) {
        Refusal refusal =
                Problem.fromJson(answer.data())
                        .map(problem -> new Refusal(problem.type(), problem.facts()))
                        .orElseGet(() -> new Refusal(ProblemType.INTERNAL));
        return refusal.type().stored() && refusal.type() != ProblemType.INTERNAL
                ? new Verdict.Refused(answer, refusal)
                : new Verdict.NotYet(refusal.type().wire());
    }
}
