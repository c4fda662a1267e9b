package org.xinqiao.gateway.conform;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.trust.document.Member;
import tools.jackson.databind.node.ObjectNode;

/** Sections 2 and 3 in one suite: who says it, by which key, to whom, when, in which form. */
final class MessageChecks extends Checks {
    private static final String NOT_ATTRIBUTABLE = "401 message-not-attributable, plain";
    private static final String MALFORMED = "400 message-malformed, plain";
    private static final String HEADER = "400 header-not-allowed, plain";
    private static final String ALGORITHM = "401 algorithm-not-allowed, plain";
    private static final String UNKNOWN_TYPE = "422 message-type-unknown, signed";
    private static final String NO_TYPE = "xinqiao.conform.request.v1";
    private static final int BODY_BYTES_MAX = 64 * 1024;

    MessageChecks(Trial trial, Suite suite) {
        super(trial, suite);
    }

    @Override
    void run() {
        keys();
        headers();
        senders();
        times();
        memory();
        payloads();
        forms();
    }

    /** Harmless wherever it is taken by mistake: its type means nothing to anybody. */
    private Letter letter() {
        return trial.letter(NO_TYPE, trial.member.key(suite), rubbish());
    }

    private static ObjectNode rubbish() {
        return asked("XQ1:", List.of());
    }

    private void keys() {
        SigningKey own = trial.member.key(suite);
        SigningKey stranger = Keys.generate(own.algorithm(), trial.random());
        told("unknown-type", "3", "未知报文类型", "a message of an unknown type", UNKNOWN_TYPE, letter());
        told(
                "unknown-key",
                "2",
                "未公布的密钥",
                "a key that nobody publishes",
                NOT_ATTRIBUTABLE,
                letter().by(stranger));
        check(
                "bad-signature",
                "2",
                "他人密钥冒名签名",
                "a signature by another key under a good kid",
                NOT_ATTRIBUTABLE,
                () -> {
                    String[] good = parts(letter().bytes());
                    String[] bad = parts(letter().by(stranger).bytes());
                    return tell(good[0] + "." + good[1] + "." + bad[2]);
                });
        check(
                "changed-payload",
                "2",
                "签名后被改的内容",
                "a payload changed after signing",
                NOT_ATTRIBUTABLE,
                () -> {
                    String[] one = parts(letter().bytes());
                    String[] other = parts(letter().bytes());
                    return tell(one[0] + "." + other[1] + "." + one[2]);
                });
        Suite other = suite == Suite.SM ? Suite.INTL : Suite.SM;
        check(
                "other-algorithm",
                "2",
                "算法与密钥不符",
                "another alg than the key's",
                ALGORITHM,
                () -> {
                    if (!trial.member.keys().containsKey(other)) {
                        throw new Skipped("needs a key of the other suite");
                    }
                    String header =
                            "{\"alg\":\"A\",\"kid\":\"%s\",\"typ\":\"xq-message\"}"
                                    .formatted(own.kid());
                    return tell(letter().by(trial.member.key(other)).header(header));
                });
        check(
                "key-not-for-messages",
                "2",
                "用途不含报文的密钥",
                "a key without the use message",
                "401 key-not-for-use, plain",
                () -> {
                    SigningKey log = trial.member.logKey();
                    if (log == null) {
                        throw new Skipped("needs a published key for the log alone");
                    }
                    return tell(letter().by(log));
                });
        check(
                "revoked-key",
                "2",
                "已吊销的密钥",
                "a revoked key of the member's",
                "401 key-revoked, plain",
                () -> {
                    SigningKey revoked = trial.member.revokedKey();
                    if (revoked == null) {
                        throw new Skipped(
                                "needs a revoked key of the member's (`revoked` in its file)");
                    }
                    return tell(letter().by(revoked));
                });
    }

    private void headers() {
        header(
                "alg-none",
                "alg 为 none",
                "alg none",
                "{\"alg\":\"none\",\"kid\":\"K\",\"typ\":\"xq-message\"}",
                ALGORITHM);
        header(
                "alg-hmac",
                "alg 为 HS256",
                "alg HS256",
                "{\"alg\":\"HS256\",\"kid\":\"K\",\"typ\":\"xq-message\"}",
                ALGORITHM);
        for (String member :
                List.of(
                        "jwk\":{}",
                        "x5c\":[]",
                        "jku\":\"https://a.example\"",
                        "x5u\":\"https://a.example\"",
                        "crit\":[\"exp\"]",
                        "b64\":false")) {
            String name = member.substring(0, member.indexOf('"'));
            header(
                    "header-" + name,
                    "签名头带 " + name,
                    "a header with " + name,
                    "{\"alg\":\"A\",\"kid\":\"K\",\"typ\":\"xq-message\",\"" + member + "}",
                    HEADER);
        }
        header(
                "typ-consent",
                "typ 为 xq-consent",
                "typ xq-consent",
                "{\"alg\":\"A\",\"kid\":\"K\",\"typ\":\"xq-consent\"}",
                "400 wrong-typ, plain");
        header("typ-missing", "没有 typ", "no typ", "{\"alg\":\"A\",\"kid\":\"K\"}", MALFORMED);
        header(
                "alg-twice",
                "alg 出现两次",
                "alg twice",
                "{\"alg\":\"A\",\"alg\":\"A\",\"kid\":\"K\",\"typ\":\"xq-message\"}",
                MALFORMED);
    }

    private void header(String id, String zh, String en, String header, String expected) {
        told(id, "2", zh, en, expected, letter().header(header));
    }

    private void senders() {
        told(
                "source-unknown",
                "3",
                "发送方不是成员",
                "a source that is no member",
                NOT_ATTRIBUTABLE,
                letter().from(NOBODY));
        check(
                "source-another",
                "3",
                "冒充另一成员",
                "another member as the source",
                NOT_ATTRIBUTABLE,
                () -> {
                    NodeId another =
                            trial.trust.members().stream()
                                    .map(Member::id)
                                    .filter(id -> !id.equals(trial.member.id()))
                                    .filter(id -> trial.trust.keys(id).isPresent())
                                    .findFirst()
                                    .orElseThrow(() -> new Skipped("needs another member"));
                    return tell(letter().from(another));
                });
        told(
                "not-addressed-here",
                "3",
                "收件方是别的节点",
                "another addressee",
                "403 not-addressed-here, plain",
                letter().to(NOBODY));
    }

    private void times() {
        told(
                "too-old",
                "3",
                "超过300秒的查询",
                "a query older than 300 s",
                "422 message-too-old, signed",
                letter().at(trial.now().minusSeconds(330)));
        told(
                "from-future",
                "3",
                "超前300秒以上",
                "more than 300 s ahead",
                "422 message-from-future, signed",
                letter().at(trial.now().plusSeconds(330)));
        told(
                "in-window",
                "3",
                "240秒前的查询",
                "a query of 240 s",
                UNKNOWN_TYPE,
                letter().at(trial.now().minusSeconds(240)));
        check(
                "notice-too-old",
                "3",
                "超过30天的通知",
                "a notice older than 30 days",
                "422 message-too-old, signed",
                () -> {
                    String got =
                            trial.tell(
                                    trial.letter(
                                                    MessageType.TRUST_NOTICE.wire(),
                                                    trial.member.key(suite),
                                                    rubbish())
                                            .at(trial.now().minus(Duration.ofDays(31)))
                                            .bytes());
                    if (got.startsWith("401 key-not-yet-valid")) {
                        throw new Skipped("the member's key is younger than 30 days");
                    }
                    return got;
                });
    }

    private void memory() {
        check(
                "same-bytes",
                "3",
                "同一报文再发一次",
                "the same bytes again",
                "the same answer",
                () -> {
                    byte[] jws = letter().bytes();
                    Answer first = trial.wire.post(jws, Trial.JOSE);
                    Answer second = trial.wire.post(jws, Trial.JOSE);
                    boolean same =
                            first.status() == second.status()
                                    && java.util.Arrays.equals(first.body(), second.body());
                    return same ? "the same answer" : "another answer: HTTP " + second.status();
                });
        check(
                "other-bytes",
                "3",
                "同一编号、不同内容",
                "other bytes under the same id",
                "409 message-id-reused, signed",
                () -> {
                    Letter letter = letter();
                    byte[] first = letter.bytes();
                    trial.wire.post(first, Trial.JOSE);
                    return tell(letter.purpose("another"));
                });
    }

    private void payloads() {
        payload(
                "member-twice",
                "重复的 JSON 成员",
                "a JSON member twice",
                j -> j.replaceFirst("\\{", "{\"id\":\"x\","));
        payload(
                "data-member-twice",
                "data 内重复成员",
                "a member of data twice",
                j -> j.replace("\"terminal\"", "\"code\":\"x\",\"terminal\""));
        payload(
                "member-unknown",
                "未知的信封成员",
                "an unknown member",
                j -> j.replaceFirst("\\{", "{\"extra\":1,"));
        payload(
                "id-version-4",
                "编号不是 UUIDv7",
                "an id of UUID version 4",
                j -> j.replaceFirst("(\"id\":\".{14})7", "$14"));
        payload(
                "time-without-offset",
                "时间没有时区",
                "a time without offset",
                j -> j.replace("+08:00", ""));
        payload(
                "data-array",
                "data 不是对象",
                "data that is no object",
                j -> j.replaceFirst("\"data\":.*", "\"data\":[]}"));
        payload(
                "specversion",
                "specversion 0.3",
                "specversion 0.3",
                j -> j.replace("\"1.0\"", "\"0.3\""));
        payload("byte-order-mark", "字节序标记", "a byte order mark", j -> "\uFEFF" + j);
        payload("not-json", "不是 JSON", "no JSON at all", j -> "信用");
        told(
                "traceparent",
                "3",
                "带 traceparent",
                "with traceparent, which is allowed",
                UNKNOWN_TYPE,
                letter().payload(j -> j.replaceFirst("\\{", "{\"traceparent\":\"00-1-1-01\",")));
    }

    private void payload(String id, String zh, String en, UnaryOperator<String> change) {
        told(id, "3", zh, en, MALFORMED, letter().payload(change));
    }

    private void forms() {
        check(
                "two-parts",
                "2",
                "只有两段",
                "two parts only",
                MALFORMED,
                () -> {
                    String[] parts = parts(letter().bytes());
                    return tell(parts[0] + "." + parts[1]);
                });
        check(
                "padded",
                "2",
                "带填充的 base64url",
                "padded base64url",
                MALFORMED,
                () -> tell(text(letter().bytes()) + "="));
        check(
                "short-signature",
                "2",
                "签名不是64字节",
                "a signature of 63 bytes",
                MALFORMED,
                () -> {
                    String[] parts = parts(letter().bytes());
                    return tell(parts[0] + "." + parts[1] + "." + "A".repeat(84));
                });
        check("empty", "3", "空报文", "an empty body", MALFORMED, () -> tell(""));
        check(
                "oversized",
                "3",
                "超过64 KiB",
                "a body over 64 KiB",
                "413",
                () ->
                        String.valueOf(
                                trial.wire
                                        .post(new byte[BODY_BYTES_MAX + 1], Trial.JOSE)
                                        .status()));
        check(
                "media-type",
                "3",
                "媒体类型不是 application/jose",
                "another media type",
                "415",
                () -> String.valueOf(trial.wire.post(letter().bytes(), "text/plain").status()));
        if (suite == Suite.INTL) {
            check(
                    "eddsa-as-es256",
                    "2",
                    "EdDSA 冒充 ES256",
                    "an EdDSA signature that claims ES256",
                    NOT_ATTRIBUTABLE,
                    () -> {
                        SigningKey other = Keys.generate(SignatureAlgorithm.EDDSA, trial.random());
                        String header =
                                "{\"alg\":\"ES256\",\"kid\":\"%s\",\"typ\":\"xq-message\"}"
                                        .formatted(trial.member.key(suite).kid());
                        return tell(letter().by(other).header(header));
                    });
        }
    }

    private void told(
            String id, String clause, String zh, String en, String expected, Letter letter) {
        check(id, clause, zh, en, expected, () -> tell(letter));
    }

    private static String text(byte[] jws) {
        return new String(jws, StandardCharsets.US_ASCII);
    }

    private static String[] parts(byte[] jws) {
        return text(jws).split("\\.", -1);
    }
}
