package org.xinqiao.gateway.conform;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.message.BenefitNotice;
import org.xinqiao.contracts.message.ConsentNotice;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.StatusNotice;
import org.xinqiao.contracts.message.TrustNotice;
import org.xinqiao.contracts.message.VoidNotice;
import org.xinqiao.contracts.message.WireTime;
import tools.jackson.databind.node.ObjectNode;

/** Notices (section 3): taken once, receipted for exactly their bytes, numbered. */
final class NoticeChecks extends Checks {
    private static final String TAKEN = Receipts.TAKEN;

    private final Receipts receipts;
    private final ExchangeChecks.@Nullable Granted granted;

    NoticeChecks(Trial trial, Suite suite, ExchangeChecks.@Nullable Granted granted) {
        super(trial, suite);
        this.receipts = new Receipts(trial, suite);
        this.granted = granted;
    }

    @Override
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
                    return receipts.taken(
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
        check(
                "status-notice",
                "状态列表变更通知",
                "a status.notice of a list of the member's",
                TAKEN,
                () -> receipts.taken(letter(MessageType.STATUS_NOTICE, status()).bytes()));
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
        refused(
                "status-notice-empty",
                "没有索引的状态通知",
                "a status.notice of no index",
                status(List.of()));
        refused(
                "status-notice-twice",
                "重复索引的状态通知",
                "a status.notice of an index twice",
                status(List.of(7, 7)));
        refused(
                "status-notice-backwards",
                "倒退的状态通知",
                "a status.notice that ends before it begins",
                status().put("to", 0));
    }

    private void refused(String id, String zh, String en, ObjectNode data) {
        refused(id, zh, en, letter -> letter, data);
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
        check(id, zh, en, TAKEN, () -> receipts.taken(letter(type, data).bytes()));
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
                                    : data.has("set")
                                            ? MessageType.STATUS_NOTICE
                                            : MessageType.TRUST_NOTICE;
                    // A number of its own would be missing for ever where the notice is refused.
                    return trial.tell(
                            change.apply(trial.letter(type, suite, data).numbered(1L)).bytes());
                });
    }

    private Letter letter(MessageType type, ObjectNode data) {
        return trial.letter(type, suite, data).numbered(trial.next());
    }

    private ObjectNode trust() {
        return new TrustNotice(trial.trust.version()).toJson();
    }

    private ObjectNode status() {
        return status(IntStream.range(0, 16).boxed().toList());
    }

    private ObjectNode status(List<Integer> set) {
        long list = 1L + trial.random().nextInt(Integer.MAX_VALUE - 1);
        return new StatusNotice(list, 0, trial.now().getEpochSecond(), set).toJson();
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
        check(id, "3", zh, en, expected, attempt);
    }
}
