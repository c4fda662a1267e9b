package org.xinqiao.gateway.conform;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.code.TerminalChallenge;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.OfflineNotice;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.trust.document.Benefit;
import tools.jackson.databind.node.ObjectNode;

/**
 * Codes that the member honoured while the line was down (section 4), submitted by {@code
 * offline.notice}: judged by the home city as of when they were shown, and used once.
 */
final class OfflineChecks extends Checks {
    private static final String TAKEN = Receipts.TAKEN;
    private static final String FIELD = "422 field-invalid, signed";
    private static final Duration OLDER_THAN_ANY_BOUND = Duration.ofSeconds(200);

    private final Holder holder;
    private final Holder least;
    private final Receipts receipts;

    OfflineChecks(Trial trial, Suite suite) {
        super(trial, suite);
        this.holder = Holder.best(trial, suite);
        this.least = Holder.least(trial, suite);
        this.receipts = new Receipts(trial, suite);
    }

    @Override
    void run() {
        taken();
        refused();
        forms();
    }

    private void taken() {
        check(
                "offline-notice",
                "断线时认可的码补报",
                "a code honoured off line",
                TAKEN,
                () -> submit(visit(holder.shows())));
        check(
                "offline-notice-again",
                "同一次到访再次补报",
                "the same visit in another notice",
                TAKEN,
                () -> {
                    OfflineNotice visit = visit(holder.shows());
                    submit(visit);
                    return submit(visit);
                });
        check(
                "offline-answered",
                "其实已联网应答的到访",
                "a visit whose question was answered after all",
                TAKEN,
                () -> {
                    String code = holder.shows();
                    Letter question = question(code, List.of(), purpose());
                    String words = tell(question);
                    return words.startsWith("200") ? submit(visit(code, question.id())) : words;
                });
        check(
                "offline-before-withdrawal",
                "撤回之前出示的码",
                "a code shown before the consent was withdrawn",
                TAKEN,
                () -> {
                    String consent = holder.consents(purpose());
                    OfflineNotice visit = visit(holder.shows(holder.pass(consent), null));
                    holder.platform().change(consent, "DELETE", "");
                    return submit(visit);
                });
        check(
                "offline-challenge-answered",
                "断线时应答了终端挑战",
                "a marked benefit, with an answer to the challenge",
                TAKEN,
                () -> marked(TerminalChallenge.shown(trial.member.id(), "482913").orElseThrow()));
    }

    private void refused() {
        refused(
                "offline-shown-twice",
                "同一码用于另一次到访",
                "the code under another visit",
                "code-already-used",
                () -> {
                    String code = holder.shows();
                    submit(visit(code));
                    return refusedAs(visit(code));
                });
        refused(
                "offline-after-withdrawal",
                "撤回之后出示的码",
                "a code shown after the consent was withdrawn",
                "consent-withdrawn",
                () -> {
                    String consent = holder.consents(purpose());
                    Pass pass = holder.pass(consent);
                    holder.platform().change(consent, "DELETE", "");
                    return refusedAs(visit(holder.shows(pass, null)));
                });
        refused(
                "offline-not-granted",
                "通行证不给的权益",
                "a benefit that the pass does not grant",
                "offline-not-granted",
                () -> refusedAs(visit(least.shows(least.pass(least.consent(purpose())), null))));
        refused(
                "offline-challenge-missing",
                "需应答而未应答",
                "a marked benefit without an answer",
                "offline-not-granted",
                () -> marked(null));
        refused(
                "offline-benefit-unknown",
                "未知权益",
                "an unknown benefit",
                "benefit-unknown",
                () ->
                        refusedAs(
                                visit(holder.shows()),
                                data -> {
                                    data.putArray("benefits").add(trial.member.id() + "/x");
                                    return data;
                                }));
        refused(
                "offline-bearer",
                "不记名码",
                "a bearer code, which is for on line only",
                "presentation-missing",
                () -> refusedAs(visit(holder.bearer(purpose()))));
        refused(
                "offline-shown-long-after",
                "出示与认可相隔过久",
                "a presentation of 200 s when it was honoured",
                "presentation-too-old",
                () -> {
                    Pass pass = holder.pass();
                    Instant made = trial.now().minus(OLDER_THAN_ANY_BOUND);
                    if (made.getEpochSecond() < pass.claims().issuedAt()) {
                        throw new Skipped(ExchangeChecks.YOUNG);
                    }
                    return refusedAs(
                            visit(
                                    ShownPass.shows(
                                            pass, holder.device(), made, trial.random(), null)));
                });
    }

    /** What needs no valid code: form is judged first, and then whose code it is. */
    private void forms() {
        refused(
                "offline-rubbish",
                "不是码的文字",
                "a text that is no code",
                "code-malformed",
                () -> refusedAs(visit("XQ1:")));
        form(
                "offline-after-itself",
                "晚于通知本身",
                "honoured after the notice",
                data -> data.put("at", text(trial.now().plusSeconds(120))));
        form(
                "offline-no-benefits",
                "没有权益",
                "no benefit at all",
                data -> {
                    data.putArray("benefits");
                    return data;
                });
        form(
                "offline-benefit-twice",
                "重复的权益",
                "a benefit twice",
                data -> {
                    data.putArray("benefits").add("a").add("a");
                    return data;
                });
        form(
                "offline-request-form",
                "编号不是 UUIDv7",
                "a request that is no UUIDv7",
                data -> data.put("request", "1"));
        form("offline-member-unknown", "未知成员", "an unknown member", data -> data.put("x", 1));
        check(
                "offline-without-purpose",
                "没有 xqpurpose",
                "no xqpurpose",
                FIELD,
                () -> tell(letter(visit("XQ1:").toJson()).numbered(1L).purpose(null)));
        check(
                "offline-without-number",
                "没有 xqseq",
                "no xqseq",
                FIELD,
                () -> tell(letter(visit("XQ1:").toJson())));
    }

    private void form(String id, String zh, String en, UnaryOperator<ObjectNode> change) {
        check(id, zh, en, FIELD, () -> refusedAs(visit("XQ1:"), change));
    }

    private void refused(String id, String zh, String en, String problem, Trial.Attempt attempt) {
        check(id, zh, en, "422 " + problem + ", signed", attempt);
    }

    /** A benefit that needs an answer, honoured with this one or without. */
    private String marked(@Nullable TerminalChallenge answered) throws NoAnswer, Skipped {
        Benefit benefit = holder.benefit(true);
        String purpose = holder.purpose(benefit);
        String code = holder.shows(holder.pass(holder.consent(purpose)), answered);
        ObjectNode data = visit(code).toJson();
        data.putArray("benefits").add(benefit.id());
        Letter letter = letter(data).purpose(purpose);
        return answered == null
                ? tell(letter.numbered(1L))
                : receipts.taken(letter.numbered(trial.next()).bytes());
    }

    private OfflineNotice visit(String code) throws Skipped {
        MessageId never = MessageId.random(trial.now().toEpochMilli(), trial.random());
        return visit(code, never);
    }

    private OfflineNotice visit(String code, MessageId request) throws Skipped {
        return new OfflineNotice(
                request,
                code,
                List.of(holder.benefit(false).id()),
                "conform",
                WireTime.of(trial.now()));
    }

    private Letter letter(ObjectNode data) throws Skipped {
        return trial.letter(MessageType.OFFLINE_NOTICE, suite, data).purpose(purpose());
    }

    private String submit(OfflineNotice visit) throws NoAnswer, Skipped {
        return receipts.taken(letter(visit.toJson()).numbered(trial.next()).bytes());
    }

    private String refusedAs(OfflineNotice visit) throws NoAnswer, Skipped {
        return refusedAs(visit, data -> data);
    }

    /** A number of its own would be missing for ever where the notice is refused. */
    private String refusedAs(OfflineNotice visit, UnaryOperator<ObjectNode> change)
            throws NoAnswer, Skipped {
        return tell(letter(change.apply(visit.toJson())).numbered(1L));
    }

    private String purpose() throws Skipped {
        return holder.purpose();
    }

    private static String text(Instant at) {
        return WireTime.of(at).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    private void check(String id, String zh, String en, String expected, Trial.Attempt attempt) {
        check(id, "4", zh, en, expected, attempt);
    }
}
