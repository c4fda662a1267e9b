package org.xinqiao.trust.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.Receipt;

/** Whether the messages of a bundle belong together: each answer to its question, none missing. */
final class ExchangeRules {
    private ExchangeRules() {}

    static List<Finding> decide(EvidenceBundle bundle, List<EvidenceRules.Told> messages) {
        var findings = new ArrayList<Finding>();
        for (EvidenceRules.Told told : messages) {
            if (told.envelope().replyTo() != null) {
                answer(told, messages, findings);
            } else if (answerTo(told.envelope().id(), messages).isEmpty()) {
                findings.add(
                        Finding.leftOut(
                                "没有对报文 " + told.envelope().id() + " 的答复或回执",
                                "No answer or receipt to message " + told.envelope().id()));
            }
            directed(told, bundle, findings);
        }
        return findings;
    }

    private static void answer(
            EvidenceRules.Told told, List<EvidenceRules.Told> messages, List<Finding> findings) {
        Envelope answer = told.envelope();
        Optional<EvidenceRules.Told> asked = byId(answer.replyTo(), messages);
        if (asked.isEmpty()) {
            findings.add(
                    Finding.leftOut(
                            "没有 " + answer.id() + " 所答复的报文 " + answer.replyTo(),
                            "Message "
                                    + answer.replyTo()
                                    + ", which "
                                    + answer.id()
                                    + " answers, is not there"));
            return;
        }
        byte[] bytes = EvidenceJson.ascii(asked.get().item().jws());
        byte[] digest = asked.get().jws().algorithm().suite().digest(bytes);
        boolean fits =
                Base64Url.encode(digest).equals(answer.requestDigest())
                        && answer.source().equals(asked.get().envelope().to())
                        && answer.to().equals(asked.get().envelope().source());
        if (!fits) {
            findings.add(
                    Finding.altered(
                            answer.id() + " 不是对这份报文的答复",
                            answer.id() + " does not answer exactly this message"));
            return;
        }
        findings.add(
                Finding.proven(
                        answer.source() + " 以 " + answer.id() + " 答复的正是 " + answer.replyTo(),
                        answer.source()
                                + " answered exactly message "
                                + answer.replyTo()
                                + " with "
                                + answer.id()));
        if (answer.type().equals(MessageType.RECEIPT.wire())) {
            findings.add(receipt(answer, bytes));
        }
    }

    private static Finding receipt(Envelope answer, byte[] bytes) {
        try {
            Receipt receipt = Receipt.parse(answer.data());
            var entry = LogEntry.of(LogEntry.Direction.RECEIVED, receipt.salt(), bytes);
            if (Arrays.equals(entry.leaf().bytes(), receipt.leaf())) {
                return Finding.proven(
                        answer.source() + " 承认其日志 " + receipt.log() + " 记有这份报文",
                        answer.source()
                                + " acknowledges that its log "
                                + receipt.log()
                                + " holds exactly these bytes");
            }
        } catch (MalformedJson e) {
            // told below
        }
        return Finding.altered(
                "回执 " + answer.id() + " 不证明这份报文",
                "Receipt " + answer.id() + " does not prove this message");
    }

    private static void directed(
            EvidenceRules.Told told, EvidenceBundle bundle, List<Finding> findings) {
        var self =
                told.item().direction() == LogEntry.Direction.SENT
                        ? told.envelope().source()
                        : told.envelope().to();
        if (!self.equals(bundle.node())) {
            findings.add(
                    Finding.altered(
                            "报文 " + told.envelope().id() + " 不属于 " + bundle.node() + " 的收发",
                            "Message "
                                    + told.envelope().id()
                                    + " neither came to nor left "
                                    + bundle.node()
                                    + " as claimed"));
        }
    }

    private static Optional<EvidenceRules.Told> byId(
            @Nullable MessageId id, List<EvidenceRules.Told> messages) {
        return messages.stream().filter(told -> told.envelope().id().equals(id)).findFirst();
    }

    private static Optional<EvidenceRules.Told> answerTo(
            MessageId id, List<EvidenceRules.Told> messages) {
        return messages.stream().filter(told -> id.equals(told.envelope().replyTo())).findFirst();
    }
}
