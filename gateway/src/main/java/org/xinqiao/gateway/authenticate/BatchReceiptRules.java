package org.xinqiao.gateway.authenticate;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.problem.Problem;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.BatchReceipt;
import org.xinqiao.contracts.stream.Manifest;
import org.xinqiao.contracts.stream.Signed;
import org.xinqiao.gateway.trust.ActingTrust;

/** What the answer to a batch means for whoever sent it (protocol, section 6). */
public final class BatchReceiptRules {
    private static final int OK = 200;

    private BatchReceiptRules() {}

    /** What an answer means. */
    public sealed interface Verdict {
        /**
         * The batch was taken.
         *
         * @param envelope the receipt's, verified
         * @param receipt what it says
         */
        record Taken(Envelope envelope, BatchReceipt receipt) implements Verdict {}

        /** The receiver holds this many changes, and wants the next one. */
        record Has(long changes) implements Verdict {}

        /** The receiver wants to be left alone for a while. */
        record Busy(Duration pause) implements Verdict {}

        /** Trying again at once would end the same. */
        record NotTaken(String why) implements Verdict {}
    }

    /**
     * Judges an answer, which came over the receiver's own pinned connection.
     *
     * @param status HTTP status
     * @param body its bytes
     * @param sent the manifest as it was sent
     * @param to to whom
     */
    public static Verdict decide(
            int status,
            byte[] body,
            Signed<Manifest> sent,
            NodeId to,
            ActingTrust trust,
            Instant now) {
        if (status != OK) {
            return problem(status, body);
        }
        try {
            CompactJws jws = MessageRules.parse(body);
            Envelope envelope = MessageRules.envelope(jws);
            MessageRules.signedBy(jws, envelope, now, trust);
            BatchReceipt receipt = BatchReceipt.parse(envelope.data());
            return isFor(envelope, receipt, sent, to, trust)
                    ? new Verdict.Taken(envelope, receipt)
                    : new Verdict.NotTaken("a receipt for something else");
        } catch (Refusal | MalformedJson e) {
            return new Verdict.NotTaken("an answer that is no receipt");
        }
    }

    private static boolean isFor(
            Envelope envelope,
            BatchReceipt receipt,
            Signed<Manifest> sent,
            NodeId to,
            ActingTrust trust) {
        Manifest manifest = sent.statement();
        // A batch that comes again gets the receipt of then, which may be for the manifest under
        // another signature: what it commits to is the same.
        return envelope.source().equals(to)
                && envelope.to().equals(trust.self())
                && envelope.type().equals(MessageType.STREAM_RECEIPT.wire())
                && receipt.stream().equals(manifest.stream())
                && receipt.from() == manifest.from()
                && receipt.to() == manifest.to()
                && receipt.commitment().equals(manifest.commitment());
    }

    private static Verdict problem(int status, byte[] body) {
        Optional<Problem> problem;
        try {
            problem = Problem.fromJson(StrictJson.parse(body));
        } catch (MalformedJson e) {
            problem = Optional.empty();
        }
        if (problem.isEmpty()) {
            return new Verdict.NotTaken("HTTP " + status);
        }
        ProblemType type = problem.get().type();
        Map<String, String> facts = problem.get().facts();
        String have = facts.getOrDefault("have", "");
        if (type == ProblemType.MISSING_RANGE && have.matches("[0-9]{1,16}")) {
            return new Verdict.Has(Long.parseLong(have));
        }
        String seconds = facts.getOrDefault("retry_after_seconds", "");
        if (type == ProblemType.TOO_MANY_REQUESTS && seconds.matches("[0-9]{1,4}")) {
            return new Verdict.Busy(Duration.ofSeconds(Math.max(1, Long.parseLong(seconds))));
        }
        String rule = facts.get("rule");
        return new Verdict.NotTaken(rule == null ? type.wire() : type.wire() + ": " + rule);
    }
}
