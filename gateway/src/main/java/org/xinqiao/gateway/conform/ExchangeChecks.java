package org.xinqiao.gateway.conform;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.code.CreditCode;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.trust.document.AgreementClass;
import org.xinqiao.trust.document.Benefit;

/** Sections 4 and 5 with valid codes of the node's own, which only its API gives. */
final class ExchangeChecks extends Checks {
    private static final String USED = "422 code-already-used, signed";
    private static final String UNKNOWN = "422 benefit-unknown, signed";
    private static final int OLDER_THAN_ANY_BOUND = 200;

    /** Why a presentation cannot be too old in the first minutes of an hour. */
    static final String YOUNG = "the pass began less than 200 s ago: try later in the hour";

    private final Holder holder;
    private @Nullable Granted granted;

    /** A benefit that the node decided for the member. */
    record Granted(MessageId request, String benefit) {}

    ExchangeChecks(Trial trial, Suite suite) {
        super(trial, suite);
        this.holder = Holder.best(trial, suite);
    }

    @Override
    void run() {
        golden();
        once();
        presentations();
        benefits();
        consents();
    }

    /** What the golden exchange granted, if it did. */
    @Nullable Granted granted() {
        return granted;
    }

    private void golden() {
        check("golden-exchange", "5", "有效信用码", "a valid code", ANSWERED, () -> answered(shows()));
        check(
                "bearer-exchange",
                "5",
                "有效的不记名码",
                "a valid bearer code",
                ANSWERED,
                () -> answered(holder.bearer(purpose())));
        check(
                "golden-replay",
                "3",
                "同一问题再发一次",
                "the same question again",
                "the same answer",
                () -> {
                    byte[] jws = question(shows(), List.of(), purpose()).bytes();
                    Answer first = trial.wire.post(jws, Trial.JOSE);
                    Answer second = trial.wire.post(jws, Trial.JOSE);
                    return first.status() == 200
                                    && java.util.Arrays.equals(first.body(), second.body())
                            ? "the same answer"
                            : "another answer: HTTP " + first.status() + " and " + second.status();
                });
    }

    private void once() {
        check(
                "code-shown-twice",
                "4",
                "同一码出示两次",
                "a code shown twice",
                USED,
                () -> {
                    String code = shows();
                    answered(code);
                    return tell(question(code, List.of(), purpose()));
                });
        check(
                "bearer-shown-twice",
                "4",
                "同一不记名码出示两次",
                "a bearer code shown twice",
                USED,
                () -> {
                    String code = holder.bearer(purpose());
                    answered(code);
                    return tell(question(code, List.of(), purpose()));
                });
    }

    private void presentations() {
        shown(
                "presentation-too-old",
                "出示过久",
                "a presentation of 200 s",
                "presentation-too-old",
                -OLDER_THAN_ANY_BOUND);
        shown(
                "presentation-from-future",
                "出示时间超前",
                "a presentation 30 s ahead",
                "presentation-from-future",
                30);
        check(
                "presentation-missing",
                "4",
                "没有出示部分",
                "a device's pass without presentation",
                "422 presentation-missing, signed",
                () -> tell(question(new CreditCode(pass(), null).text(), List.of(), purpose())));
        check(
                "presentation-forged",
                "4",
                "别的设备签名",
                "a presentation by another device",
                "422 presentation-signature-invalid, signed",
                () -> {
                    SigningKey other = Keys.generate(SignatureAlgorithm.ES256, trial.random());
                    String code = ShownPass.shows(pass(), other, trial.now(), trial.random(), null);
                    return tell(question(code, List.of(), purpose()));
                });
        check(
                "pass-tampered",
                "4",
                "被改的通行证",
                "a pass with a changed byte",
                "422 code-signature-invalid, signed",
                () -> tell(question(tampered(), List.of(), purpose())));
    }

    private void shown(String id, String zh, String en, String problem, int seconds) {
        check(
                id,
                "4",
                zh,
                en,
                "422 " + problem + ", signed",
                () -> {
                    Pass pass = pass();
                    Instant shown = trial.now().plusSeconds(seconds);
                    if (shown.getEpochSecond() < pass.claims().issuedAt()) {
                        // iat is the full hour: just after it the pass itself is too young.
                        throw new Skipped(YOUNG);
                    }
                    String code =
                            ShownPass.shows(pass, holder.device(), shown, trial.random(), null);
                    return tell(question(code, List.of(), purpose()));
                });
    }

    /** The last byte of the claims is the consent reference's, which any value would fit. */
    private String tampered() throws Skipped {
        byte[] pass = pass().encoded();
        pass[pass.length - 67] ^= 1;
        try {
            return holder.shows(Pass.decode(pass), null);
        } catch (Refusal e) {
            throw new Skipped("the node's pass cannot be changed in this place");
        }
    }

    private void benefits() {
        check(
                "benefit-unknown",
                "5",
                "未知权益",
                "an unknown benefit",
                UNKNOWN,
                () ->
                        tell(
                                question(
                                        shows(),
                                        List.of(trial.member.id() + "/unheard-of"),
                                        purpose())));
        check(
                "benefit-of-another-city",
                "5",
                "别城的权益",
                "a benefit of another city",
                UNKNOWN,
                () -> {
                    String other =
                            trial.trust.benefitsOf(trial.node).stream()
                                    .map(Benefit::id)
                                    .findFirst()
                                    .orElseThrow(
                                            () -> new Skipped("the node gives no benefits itself"));
                    return tell(question(shows(), List.of(other), purpose()));
                });
        check(
                "purpose-missing",
                "3",
                "没有 xqpurpose",
                "no xqpurpose",
                "422 field-invalid, signed",
                () -> tell(question(shows(), List.of(), null)));
        check(
                "purpose-another",
                "5",
                "授权以外的用途",
                "a purpose outside the consent",
                "422 consent-for-another-purpose, signed",
                () -> {
                    String own = purpose();
                    String another =
                            trial.agreement().classes().stream()
                                    .map(AgreementClass::purpose)
                                    .filter(purpose -> !purpose.equals(own))
                                    .findFirst()
                                    .orElseThrow(() ->
                                            new Skipped("the agreement has one purpose only"));
                    return tell(question(shows(), List.of(), another));
                });
        check(
                "code-for-another-city",
                "4",
                "给别城的码",
                "a code for another city",
                "422 code-for-another-city, signed",
                () -> {
                    NodeId another =
                            trial.agreement().parties().stream()
                                    .filter(party -> !party.equals(trial.member.id()))
                                    .filter(party -> !party.equals(trial.node))
                                    .findFirst()
                                    .orElseThrow(() ->
                                            new Skipped("the agreement has two parties only"));
                    String theirs = holder.platform().consents(another, purpose(), trial.now());
                    Pass pass = holder.pass(theirs);
                    String code = holder.shows(pass, null);
                    return tell(question(code, List.of(), purpose()));
                });
    }

    private void consents() {
        changed("consent-paused", "暂停的授权", "a paused consent", "POST", "/pause");
        changed("consent-withdrawn", "撤回的授权", "a withdrawn consent", "DELETE", "");
    }

    private void changed(String id, String zh, String en, String method, String suffix) {
        check(
                id,
                "5",
                zh,
                en,
                "422 " + id + ", signed",
                () -> {
                    String fresh = holder.consents(purpose());
                    Pass pass = holder.pass(fresh);
                    holder.platform().change(fresh, method, suffix);
                    String code = holder.shows(pass, null);
                    return tell(question(code, List.of(), purpose()));
                });
    }

    /** Everything that a host city checks before it grants anything. */
    private String answered(String code) throws NoAnswer, Skipped {
        Letter letter = question(code, List.of(), purpose());
        Judged judged = judged(letter, code, holder.benefitsFor(purpose()));
        judged.response()
                .filter(response -> response.pseudonym().isPresent())
                .ifPresent(response ->
                        granted =
                                new Granted(
                                        letter.id(), response.decisions().getFirst().benefit()));
        return judged.words();
    }

    private String purpose() throws Skipped {
        return holder.purpose();
    }

    private Pass pass() throws Skipped {
        return holder.pass();
    }

    /** A fresh code, shown now. */
    private String shows() throws Skipped {
        return holder.shows();
    }
}
