package org.xinqiao.gateway.conform;

import java.time.Duration;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.xinqiao.contracts.code.Base45;
import org.xinqiao.contracts.code.CreditCode;
import org.xinqiao.contracts.code.PassClaim;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.trust.document.Agreement;

/**
 * Section 4 without a valid code: rubbish in every form, and codes that the member mints itself. A
 * home city honours its own codes alone; where it says so before it looks at what is wrong, the
 * check is skipped, not passed.
 */
final class CodeChecks extends Checks {
    private static final String MALFORMED = "422 code-malformed, signed";
    private static final String NOT_OURS = "422 code-not-ours, signed";
    private static final HexFormat HEX = HexFormat.of();

    CodeChecks(Trial trial, Suite suite) {
        super(trial, suite);
    }

    @Override
    void run() {
        rubbish();
        deterministic();
        foreign();
        claimed();
    }

    private void rubbish() {
        code("base45-character", "Base45 以外的字符", "a character outside Base45", "XQ1:_BB");
        code("base45-lower-case", "Base45 小写", "lower case", "XQ1:abc");
        code("base45-group", "Base45 组超过65535", "a Base45 group over 65535", "XQ1:GGW");
        code("base45-length", "Base45 长度余1", "a Base45 length of 1 modulo 3", "XQ1:BB8A");
        code("no-prefix", "没有 XQ1:", "no XQ1:", "BB8");
        code("other-version", "XQ2:", "XQ2:", "XQ2:BB8");
        code("too-long", "超过483字符", "over 483 characters", "XQ1:" + "0".repeat(480));
        code("not-a-code", "不是码的文字", "a text that is no code", "hello");
    }

    private void code(String id, String zh, String en, String text) {
        check(id, "4", zh, en, MALFORMED, () -> ask(text));
    }

    /** Each was a good code before the one change; form is judged before everything else. */
    private void deterministic() {
        String alg = suite == Suite.INTL ? "a20126" : "a2013a00010000";
        edited(
                "cbor-long-form",
                "CBOR 非最短长度",
                "a CBOR length in a longer form",
                put("8284", "980284"));
        edited("cbor-indefinite", "CBOR 不定长", "CBOR of indefinite length", put("8284", "9f84"));
        edited("cbor-tag", "CBOR 标签", "a CBOR tag", put("8284", "82d284"));
        edited("cbor-unprotected", "非空的未保护头", "an unprotected header", put("a058", "a1000058"));
        edited("cbor-claim-order", "声明顺序错误", "claims in another order", put("0366", "0566"));
        edited("cbor-alg", "未约定的 COSE 算法", "a COSE alg that is not agreed", put(alg, "a2013822"));
        edited("cbor-trailing", "多余字节", "a byte too many", hex -> hex + "00");
        edited("cbor-cut", "截断", "cut off", hex -> hex.substring(0, hex.length() - 2));
    }

    private static UnaryOperator<String> put(String from, String to) {
        return hex -> {
            int at = even(hex, from);
            return hex.substring(0, at) + to + hex.substring(at + from.length());
        };
    }

    private void edited(String id, String zh, String en, UnaryOperator<String> change) {
        check(
                id,
                "4",
                zh,
                en,
                MALFORMED,
                () -> {
                    String changed = change.apply(HEX.formatHex(bytes(own().text())));
                    return ask(CreditCode.PREFIX + Base45.encode(HEX.parseHex(changed)));
                });
    }

    private static int even(String hex, String part) {
        int at = hex.indexOf(part);
        while (at % 2 != 0) {
            at = hex.indexOf(part, at + 1);
        }
        return at;
    }

    private static byte[] bytes(String text) throws Skipped {
        try {
            return Base45.decode(text, CreditCode.PREFIX.length());
        } catch (Refusal e) {
            throw new Skipped("the member's own code cannot be read");
        }
    }

    private void foreign() {
        own(
                "code-not-ours",
                "别城签发的码",
                "a code that the member issued",
                "code-not-ours",
                pass -> {});
        own(
                "code-expired",
                "过期的码",
                "an expired code",
                "code-expired",
                pass -> {
                    pass.issued = pass.issued.minus(Duration.ofHours(3));
                    pass.expires = pass.issued.plus(Duration.ofHours(1));
                });
        own(
                "code-not-yet-valid",
                "尚未生效的码",
                "a code that is not valid yet",
                "code-not-yet-valid",
                pass -> {
                    pass.issued = pass.issued.plus(Duration.ofHours(2));
                    pass.expires = pass.issued.plus(Duration.ofHours(1));
                });
        own(
                "code-lifetime-too-long",
                "有效期超过24小时",
                "a life over 24 h",
                "code-lifetime-too-long",
                pass -> pass.expires = pass.issued.plus(Duration.ofHours(25)));
        own(
                "issuer-without-agreement",
                "协议不存在",
                "an agreement that does not exist",
                "issuer-without-agreement",
                pass -> pass.agreement = 0xffff_fff0L);
        own(
                "level-unknown",
                "等级不在阶梯上",
                "a rung that is not on the ladder",
                "level-unknown",
                pass -> pass.claim = new PassClaim.Rung(0xffff_fff0L));
        own(
                "class-unknown",
                "位图长度不符",
                "class bits of another length",
                "class-unknown",
                pass -> pass.claim = PassClaim.Classes.of(new BitSet(), pass.highestClass + 8));
        own(
                "own-code-for-another-city",
                "收件城市是别人",
                "aud another city",
                "code-for-another-city",
                pass -> pass.audience = NOBODY);
    }

    private void own(String id, String zh, String en, String problem, Consumer<ShownPass> change) {
        String expected = "422 " + problem + ", signed";
        check(
                id,
                "4",
                zh,
                en,
                expected,
                () -> {
                    ShownPass pass = own();
                    change.accept(pass);
                    String got = ask(pass.text());
                    if (got.equals(NOT_OURS) && !expected.equals(NOT_OURS)) {
                        throw new Skipped(
                                "the node says code-not-ours first; its own codes would show it");
                    }
                    return got;
                });
    }

    /** Codes that claim to be the node's: only its published keys count. */
    private void claimed() {
        named(
                "code-key-unknown",
                "冒充本城、未公布的密钥",
                "in the node's name, by a key that it does not publish",
                "422 code-key-unknown, signed",
                pass -> pass.issuer = trial.member.key(suite));
        check(
                "code-signature-invalid",
                "4",
                "冒充本城、借用其 kid",
                "in the node's name, under its own kid",
                "422 code-signature-invalid, signed",
                () -> {
                    VerificationKey key = keyForPasses();
                    ShownPass pass = own();
                    pass.iss = trial.node;
                    pass.issuer =
                            new UnderName(Keys.generate(key.algorithm(), trial.random()), key);
                    return ask(pass.text());
                });
        check(
                "code-algorithm",
                "4",
                "冒充本城、算法与密钥不符",
                "in the node's name, of another alg than its key's",
                "422 code-algorithm-not-allowed, signed",
                () -> {
                    VerificationKey key = keyForPasses();
                    SignatureAlgorithm other =
                            key.algorithm() == SignatureAlgorithm.ES256
                                    ? SignatureAlgorithm.EDDSA
                                    : SignatureAlgorithm.ES256;
                    ShownPass pass = own();
                    pass.iss = trial.node;
                    pass.issuer = new UnderName(Keys.generate(other, trial.random()), key);
                    return ask(pass.text());
                });
        named(
                "code-key-for-messages",
                "冒充本城、报文密钥的 kid",
                "in the node's name, under the kid of its message key",
                "422 code-key-not-for-passes, signed",
                pass -> {
                    VerificationKey key = messageKey();
                    pass.issuer =
                            new UnderName(Keys.generate(key.algorithm(), trial.random()), key);
                });
    }

    private interface Change {
        void on(ShownPass pass) throws Skipped;
    }

    private void named(String id, String zh, String en, String expected, Change change) {
        check(
                id,
                "4",
                zh,
                en,
                expected,
                () -> {
                    ShownPass pass = own();
                    pass.iss = trial.node;
                    change.on(pass);
                    return ask(pass.text());
                });
    }

    private VerificationKey keyForPasses() throws Skipped {
        return trial.keyOfNode(KeyUse.PASS)
                .orElseThrow(() -> new Skipped("the node publishes no key for passes"))
                .key();
    }

    private VerificationKey messageKey() throws Skipped {
        return trial.keyOfNode(KeyUse.MESSAGE)
                .filter(key -> !key.uses().contains(KeyUse.PASS))
                .orElseThrow(() -> new Skipped("the node's keys are for passes and messages"))
                .key();
    }

    /** A code for the member's own counters, good but for its issuer. */
    private ShownPass own() throws Skipped {
        Agreement agreement = trial.agreement();
        SigningKey key = trial.member.key(suite);
        NodeId self = trial.member.id();
        return new ShownPass(
                trial.random(),
                trial.now(),
                key,
                self,
                self,
                agreement.number(),
                agreement.highestClass());
    }

    private String ask(String code) throws NoAnswer, Skipped {
        String purpose = trial.agreement().classes().getFirst().purpose();
        return tell(question(code, List.of(), purpose));
    }
}
