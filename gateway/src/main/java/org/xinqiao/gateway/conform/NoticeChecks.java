package org.xinqiao.gateway.conform;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.message.BenefitNotice;
import org.xinqiao.contracts.message.ConsentNotice;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.TrustNotice;
import org.xinqiao.contracts.message.VoidNotice;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.gateway.authenticate.ReceiptRules;
import tools.jackson.databind.node.ObjectNode;

/** Notices (section 3): taken once, receipted for exactly their bytes, numbered. */
final class NoticeChecks {
    private static final String TAKEN = "202, a receipt for exactly these bytes";

    private final Trial trial;
    private final Suite suite;
    private final ExchangeChecks.@Nullable Granted granted;

    NoticeChecks(Trial trial, Suite suite, ExchangeChecks.@Nullable Granted granted) {
        this.trial = trial;
        this.suite = suite;
        this.granted = granted;
    }

    void run() {
        taken("trust-notice", "信任更新通知", "a trust.notice", MessageType.TRUST_NOTICE, trust());
        taken(
                "void-notice",
                "作废通知",
                "a void.notice",
                MessageType.VOID_NOTICE,
                new VoidNotice(null).toJson());
        taken(
                "consent-notice",
                "授权状态通知",
                "a consent.notice",
                MessageType.CONSENT_NOTICE,
                consent());
        check(
                "benefit-notice",
                "权益通知",
                "a benefit.notice of a benefit decided here",
                TAKEN,
                () -> {
                    if (granted == null) {
                        throw new Skipped("needs a benefit that the node granted: no valid code");
                    }
                    return taken(
                            letter(
                                            MessageType.BENEFIT_NOTICE,
                                            benefit(granted.request(), granted.benefit()))
                                    .bytes());
                });
        check(
                "benefit-notice-unknown",
                "未曾判定的权益",
                "a benefit.notice of a request never made",
                "422 recognition-unknown, signed",
                () -> {
                    MessageId never = MessageId.random(trial.now().toEpochMilli(), trial.random());
                    return trial.tell(
                            letter(
                                            MessageType.BENEFIT_NOTICE,
                                            benefit(never, trial.member.id() + "/x"))
                                    .bytes());
                });
        again();
        refused(
                "notice-without-number",
                "没有 xqseq",
                "a notice without xqseq",
                letter -> letter.numbered(null),
                trust());
        refused(
                "notice-state-unknown",
                "未知的授权状态",
                "a consent.notice of an unknown state",
                l -> l,
                consent().put("state", "GONE"));
    }

    private void again() {
        check(
                "notice-same-bytes",
                "同一通知再发一次",
                "the same notice again",
                "the same receipt",
                () -> {
                    byte[] notice = letter(MessageType.TRUST_NOTICE, trust()).bytes();
                    Answer first = trial.wire.post(notice, Trial.JOSE);
                    Answer second = trial.wire.post(notice, Trial.JOSE);
                    boolean same =
                            first.status() == second.status()
                                    && Arrays.equals(first.body(), second.body());
                    return same ? "the same receipt" : "another answer: HTTP " + second.status();
                });
        check(
                "notice-other-bytes",
                "同一编号、不同内容的通知",
                "another notice under the same id",
                "409 message-id-reused, signed",
                () -> {
                    Letter letter = letter(MessageType.TRUST_NOTICE, trust());
                    trial.wire.post(letter.bytes(), Trial.JOSE);
                    return trial.tell(letter.purpose("another").bytes());
                });
    }

    private void taken(String id, String zh, String en, MessageType type, ObjectNode data) {
        check(id, zh, en, TAKEN, () -> taken(letter(type, data).bytes()));
    }

    private void refused(
            String id, String zh, String en, UnaryOperator<Letter> change, ObjectNode data) {
        check(
                id,
                zh,
                en,
                "422 field-invalid, signed",
                () -> {
                    MessageType type =
                            data.has("state")
                                    ? MessageType.CONSENT_NOTICE
                                    : MessageType.TRUST_NOTICE;
                    // A number of its own would be missing for ever where the notice is refused.
                    return trial.tell(
                            change.apply(trial.letter(type, suite, data).numbered(1L)).bytes());
                });
    }

    private Letter letter(MessageType type, ObjectNode data) {
        return trial.letter(type, suite, data).numbered(trial.next());
    }

    private String taken(byte[] notice) throws NoAnswer {
        Answer answer = trial.wire.post(notice, Trial.JOSE);
        try {
            trial.replies.verified(answer, notice, trial.now());
        } catch (NotTheirs e) {
            return trial.replies.inWords(answer, notice, trial.now());
        }
        var verdict =
                ReceiptRules.decide(
                        answer.status(), answer.body(), sent(notice), trial.acting(), trial.now());
        return verdict instanceof ReceiptRules.Verdict.Taken
                ? TAKEN
                : trial.replies.inWords(answer, notice, trial.now());
    }

    private ReceiptRules.Sent sent(byte[] notice) {
        return new ReceiptRules.Sent(
                Replies.idOf(notice), trial.node, trial.member.key(suite).algorithm(), notice);
    }

    private ObjectNode trust() {
        return new TrustNotice(trial.trust.version()).toJson();
    }

    private ObjectNode consent() {
        byte[] ref = new byte[ConsentRef.BYTES];
        trial.random().nextBytes(ref);
        return new ConsentNotice(
                        List.of(new ConsentRef(ref)),
                        1,
                        ConsentNotice.State.PAUSED,
                        WireTime.of(trial.now()))
                .toJson();
    }

    private ObjectNode benefit(MessageId request, String benefit) {
        return new BenefitNotice(
                        request, benefit, BenefitNotice.Event.USED, 1, WireTime.of(trial.now()))
                .toJson();
    }

    private void check(String id, String zh, String en, String expected, Trial.Attempt attempt) {
        trial.check(id, suite, "3", zh, en, expected, attempt);
    }
}
