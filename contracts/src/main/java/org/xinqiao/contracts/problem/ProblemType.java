package org.xinqiao.contracts.problem;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The catalogue of refusals: code, HTTP status, title and remedy in Chinese and English, and the
 * facts that are safe to show.
 *
 * <p>A {@code type} on the wire is {@value #BASE} and {@link #wire()}. The remedy says what to do
 * next, for the person at the counter or the engineer at the other node.
 */
public enum ProblemType {
    // Attribution of a message (protocol, section 3): nothing that helps to guess.
    MESSAGE_MALFORMED(
            "message-malformed",
            400,
            "报文格式不正确",
            "The message is malformed",
            "按协议第3节检查报文格式后重发",
            "Check the message against section 3 of the protocol"),
    HEADER_NOT_ALLOWED(
            "header-not-allowed",
            400,
            "签名头包含不允许的成员",
            "The signature header holds a member that is not allowed",
            "只使用 alg、kid、typ；不得使用 none、内嵌密钥或 crit",
            "Use alg, kid and typ only: no 'none', no embedded keys, no crit"),
    WRONG_TYP(
            "wrong-typ",
            400,
            "签名类型不符",
            "The signature is of another type",
            "报文签名的 typ 必须是 xq-message",
            "A message's typ is xq-message"),
    MESSAGE_NOT_ATTRIBUTABLE(
            "message-not-attributable",
            401,
            "无法确认报文来自任何成员",
            "The message cannot be attributed to a member",
            "用信任库中已公布的报文密钥签名",
            "Sign with a message key that the trust repository publishes for the source"),
    ALGORITHM_NOT_ALLOWED(
            "algorithm-not-allowed",
            401,
            "算法与密钥不符",
            "The algorithm is not the key's",
            "使用信任库为该密钥登记的算法",
            "Use the algorithm that the trust repository lists for the key"),
    KEY_NOT_FOR_USE(
            "key-not-for-use",
            401,
            "密钥不允许用于此用途",
            "The key is not for this use",
            "使用登记了该用途的密钥",
            "Use a key that is published for this use",
            "use"),
    KEY_REVOKED(
            "key-revoked",
            401,
            "密钥已吊销",
            "The key is revoked",
            "换用有效密钥后重签",
            "Sign again with a key that is in force"),
    KEY_RETIRED(
            "key-retired",
            401,
            "密钥已停用，签名时间在停用之后",
            "The key was retired before this was signed",
            "换用有效密钥后重签",
            "Sign again with a key that is in force"),
    KEY_NOT_YET_VALID(
            "key-not-yet-valid",
            401,
            "密钥尚未启用",
            "The key is not in force yet",
            "启用时间之后再使用该密钥",
            "Use the key after its start"),
    PEER_NOT_SOURCE(
            "peer-not-source",
            403,
            "连接方不是报文来源",
            "The TLS peer is not the source of the message",
            "用来源节点自己的证书连接",
            "Connect with the source node's own certificate"),
    NOT_ADDRESSED_HERE(
            "not-addressed-here",
            403,
            "报文不是发给本节点的",
            "The message is addressed to another node",
            "按 xqto 发送到正确的节点",
            "Send it to the node that xqto names"),
    MEMBER_SUSPENDED(
            "member-suspended",
            403,
            "成员已被暂停",
            "The member is suspended",
            "请联系上级平台恢复资格",
            "Ask the platform above to lift the suspension"),
    MESSAGE_ID_REUSED(
            "message-id-reused",
            409,
            "报文编号已被另一份报文使用",
            "The message id was used for other bytes",
            "内容不同的报文必须使用新的编号",
            "Give a message with other content a new id"),
    MESSAGE_TOO_OLD(
            "message-too-old",
            422,
            "报文已过期",
            "The message is too old",
            "重新生成报文并检查时钟",
            "Make the message anew and check the clock",
            "age_seconds_max"),
    MESSAGE_FROM_FUTURE(
            "message-from-future",
            422,
            "报文时间在未来",
            "The message is dated in the future",
            "检查发送方时钟",
            "Check the sender's clock",
            "ahead_seconds_max"),
    MESSAGE_TYPE_UNKNOWN(
            "message-type-unknown",
            422,
            "不支持的报文类型",
            "The message type is not supported",
            "查看协议第3节的类型表",
            "See the table of types in section 3 of the protocol",
            "message_type"),
    FIELD_INVALID(
            "field-invalid",
            422,
            "字段不符合规则",
            "A field breaks a rule",
            "改正所指字段后重发",
            "Correct the named field and send again",
            "field",
            "rule"),

    // The credit code (section 4).
    CODE_MALFORMED(
            "code-malformed",
            422,
            "信用码无法识别",
            "The credit code cannot be read",
            "请让持码人刷新后重新扫码",
            "Ask the holder to refresh the code and scan again",
            "rule"),
    CODE_SIGNATURE_INVALID(
            "code-signature-invalid",
            422,
            "信用码签名无效",
            "The credit code's signature is wrong",
            "请让持码人在本市应用中重新打开信用码",
            "Ask the holder to open the code again in their city's app"),
    CODE_KEY_UNKNOWN(
            "code-key-unknown",
            422,
            "签发密钥不受信任",
            "The code was signed by a key that is not trusted for passes",
            "请让持码人重新打开信用码；若仍失败请联系运维",
            "Ask the holder to open the code again; if it fails again, tell the operator"),
    CODE_KEY_NOT_FOR_PASSES(
            "code-key-not-for-passes",
            422,
            "签发密钥不能用于信用码",
            "The signing key is not for passes",
            "请联系发码城市运维",
            "Tell the operator of the issuing city"),
    CODE_KEY_REVOKED(
            "code-key-revoked",
            422,
            "签发密钥已吊销",
            "The code was signed by a revoked key",
            "请让持码人重新打开信用码",
            "Ask the holder to open the code again"),
    CODE_KEY_RETIRED(
            "code-key-retired",
            422,
            "签发密钥在签发前已停用",
            "The code was signed by a key after its retirement",
            "请让持码人重新打开信用码",
            "Ask the holder to open the code again"),
    CODE_KEY_NOT_YET_VALID(
            "code-key-not-yet-valid",
            422,
            "签发密钥尚未启用",
            "The code was signed by a key that is not in force yet",
            "请联系发码城市运维",
            "Tell the operator of the issuing city"),
    CODE_ALGORITHM_NOT_ALLOWED(
            "code-algorithm-not-allowed",
            422,
            "信用码算法与密钥不符",
            "The code's algorithm is not the key's",
            "请联系发码城市运维",
            "Tell the operator of the issuing city"),
    CODE_EXPIRED(
            "code-expired",
            422,
            "信用码已过期",
            "The credit code has expired",
            "请让持码人刷新信用码",
            "Ask the holder to refresh the code"),
    CODE_NOT_YET_VALID(
            "code-not-yet-valid",
            422,
            "信用码尚未生效",
            "The credit code is not valid yet",
            "检查本机时钟后重新扫码",
            "Check this device's clock and scan again"),
    CODE_LIFETIME_TOO_LONG(
            "code-lifetime-too-long",
            422,
            "信用码有效期超过规定",
            "The credit code is valid for longer than the rule allows",
            "请联系发码城市运维",
            "Tell the operator of the issuing city",
            "lifetime_hours_max"),
    PRESENTATION_MISSING(
            "presentation-missing",
            422,
            "信用码缺少出示签名",
            "The code lacks its presentation",
            "请让持码人打开动态码，不要使用截图或抄录",
            "Ask the holder to show the live code, not a copy of the pass"),
    PRESENTATION_UNEXPECTED(
            "presentation-unexpected",
            422,
            "信用码带有多余的出示签名",
            "The code carries a presentation without a device key",
            "请让持码人重新打开信用码",
            "Ask the holder to open the code again"),
    PRESENTATION_SIGNATURE_INVALID(
            "presentation-signature-invalid",
            422,
            "出示签名无效",
            "The presentation's signature is wrong",
            "请让持码人在自己的手机上重新打开信用码",
            "Ask the holder to open the code again on their own phone"),
    PRESENTATION_TOO_OLD(
            "presentation-too-old",
            422,
            "信用码画面已过时",
            "The code on the screen is too old",
            "请扫描最新的动态码",
            "Scan the fresh code",
            "age_seconds_max"),
    PRESENTATION_FROM_FUTURE(
            "presentation-from-future",
            422,
            "信用码时间在未来",
            "The code is dated in the future",
            "请检查手机和本机时钟后重新扫码",
            "Check the phone's and this device's clock, then scan again",
            "ahead_seconds_max"),
    PRESENTATION_OUTSIDE_PASS(
            "presentation-outside-pass",
            422,
            "出示时间不在有效期内",
            "The code was shown outside its validity",
            "请让持码人刷新信用码",
            "Ask the holder to refresh the code"),
    CODE_ALREADY_USED(
            "code-already-used",
            422,
            "信用码已使用",
            "The credit code was used already",
            "请让持码人刷新后出示新的信用码",
            "Ask the holder to show a fresh code"),
    CODE_REVOKED(
            "code-revoked",
            422,
            "信用码已被发码城市提前停用",
            "The issuing city has ended this credit code before its time",
            "请持码人打开钱包换取新码；若已撤回授权，可重新授权",
            "The holder opens the wallet for a new code; a withdrawn consent can be given again"),
    CODE_FOR_ANOTHER_CITY(
            "code-for-another-city",
            422,
            "信用码是为另一城市出具的",
            "The credit code is meant for another city",
            "请让持码人为本市授权后再出示",
            "Ask the holder to consent for this city and show that code",
            "audience"),
    CODE_NOT_OURS(
            "code-not-ours",
            422,
            "信用码不是本市签发的",
            "The credit code was not issued by this city",
            "请向签发城市核验",
            "Ask the city that issued it"),
    CODE_AT_HOME(
            "code-at-home",
            422,
            "本市居民无需异地互认",
            "The code was issued by this very city",
            "请使用本市应用核验",
            "Use the city's own app to verify it"),
    CODE_UNKNOWN(
            "code-unknown",
            422,
            "没有该信用码的签发记录",
            "There is no record of this credit code",
            "请让持码人重新打开信用码",
            "Ask the holder to open the code again"),
    RECOGNITION_UNKNOWN(
            "recognition-unknown",
            422,
            "没有这次互认的记录",
            "There is no such recognition",
            "只能登记这次互认中给予的权益：核对互认编号与权益编号",
            "Tell only of benefits that the recognition brought: check its id and the benefit's"),
    CHALLENGE_REQUIRED(
            "challenge-required",
            422,
            "此项权益要求持码人输入窗口显示的数字",
            "For this benefit the holder enters the number that the counter shows",
            "请持码人在钱包中输入窗口显示的六位数字，再出示信用码",
            "The holder enters the counter's six digits in the wallet and shows the code again"),
    CHALLENGE_MISMATCH(
            "challenge-mismatch",
            422,
            "信用码回应的不是本窗口的数字",
            "The code answers another number than this counter's",
            "请持码人清除钱包中的旧数字，按本窗口现在显示的数字重新输入",
            "The holder clears the number in the wallet and enters the one that this counter shows"
                    + " now"),
    OFFLINE_NOT_GRANTED(
            "offline-not-granted",
            422,
            "通行证本身不含此项离线权益",
            "The pass itself does not grant this off line",
            "离线时只按通行证所载资格办理；请核对后在发件箱处理",
            "Off line only what the pass says is granted; check the case, then settle it in the"
                    + " outbox",
            "benefit"),
    ISSUER_WITHOUT_AGREEMENT(
            "issuer-without-agreement",
            422,
            "与发码城市没有有效协议",
            "There is no agreement in force with the issuing city",
            "该城市尚未互认，按普通流程办理",
            "That city is not recognised here yet: serve as without a code",
            "issuer"),
    LEVEL_UNKNOWN(
            "level-unknown",
            422,
            "信用码披露级别未知",
            "The code's disclosure level is unknown",
            "请联系发码城市运维",
            "Tell the operator of the issuing city"),
    CLASS_UNKNOWN(
            "class-unknown",
            422,
            "信用码包含协议外的类别",
            "The code names a class that the agreement does not hold",
            "请联系发码城市运维",
            "Tell the operator of the issuing city"),

    // Consent and the person.
    CONSENT_UNKNOWN(
            "consent-unknown",
            404,
            "没有找到该授权",
            "There is no such consent",
            "检查授权编号",
            "Check the consent's id"),
    CONSENT_WITHDRAWN(
            "consent-withdrawn",
            422,
            "持码人已撤回授权",
            "The holder has withdrawn consent",
            "如需使用，请持码人在本市应用中重新授权",
            "If they wish to use it, the holder can consent again in their city's app"),
    CONSENT_PAUSED(
            "consent-paused",
            422,
            "授权已暂停",
            "The consent is paused",
            "请持码人在本市应用中恢复授权",
            "The holder can resume it in their city's app"),
    CONSENT_EXPIRED(
            "consent-expired",
            422,
            "授权已到期",
            "The consent has ended",
            "请持码人在本市应用中重新授权",
            "The holder can consent again in their city's app"),
    CONSENT_USED(
            "consent-used",
            422,
            "一次性授权已使用",
            "The consent was for one use and is used",
            "请持码人在本市应用中重新授权",
            "The holder can consent again in their city's app"),
    CONSENT_FOR_ANOTHER_PURPOSE(
            "consent-for-another-purpose",
            422,
            "授权不包含此用途",
            "The consent is for another purpose",
            "请选择持码人已授权的用途，或请其补充授权",
            "Choose a purpose the holder consented to, or ask them to consent to this one",
            "purpose"),
    CONSENT_FOR_ANOTHER_RECIPIENT(
            "consent-for-another-recipient",
            422,
            "授权的接收方不是本市",
            "The consent is for another recipient",
            "请持码人为本市授权",
            "Ask the holder to consent for this city"),
    SUBJECT_UNDER_AGE(
            "subject-under-age",
            422,
            "未满18周岁不适用",
            "Not for people under 18",
            "按普通流程办理，不受任何影响",
            "Serve as without a code; nothing is lost",
            "age_min"),
    SUBJECT_NOT_SUPPORTED(
            "subject-not-supported",
            422,
            "此用途不适用于该类主体",
            "This purpose is not for this kind of subject",
            "个人用途请用个人信用码，单位用途请用法人信用码",
            "Use a person's code for what is for people, and an organisation's for what is for organisations",
            "purpose"),
    RECIPIENT_WITHOUT_AGREEMENT(
            "recipient-without-agreement",
            422,
            "与接收方没有有效协议",
            "There is no agreement in force with the recipient",
            "选择已互认的城市",
            "Choose a city with an agreement",
            "recipient"),
    PURPOSE_UNKNOWN(
            "purpose-unknown",
            422,
            "协议不包含此用途",
            "The agreement does not hold this purpose",
            "选择协议中的用途",
            "Choose a purpose of the agreement",
            "purpose"),
    ITEM_FORBIDDEN(
            "item-forbidden",
            422,
            "该信息依法禁止归集和共享",
            "The item must never be collected or shared",
            "删除该项后重试",
            "Remove the item",
            "item",
            "rule"),
    BENEFIT_UNKNOWN(
            "benefit-unknown",
            422,
            "没有可核验的权益",
            "No such benefit under this purpose and consent",
            "检查权益编号与用途",
            "Check the benefit and the purpose",
            "benefit"),
    GRANT_TOO_LATE(
            "grant-too-late",
            422,
            "核验结果已过时",
            "The answer came too late to be granted",
            "请重新扫码",
            "Scan again"),

    // Data items between cities (section 3).
    ITEMS_WITHOUT_AGREEMENT(
            "items-without-agreement",
            422,
            "与该城市没有有效的互查协议",
            "There is no agreement in force under which this city answers",
            "请运维核对协议及其批准情况",
            "The operator checks the agreement and its approval",
            "node"),
    ITEM_NOT_AGREED(
            "item-not-agreed",
            422,
            "协议未约定查询该数据项",
            "No agreement lets this item be asked for here",
            "按协议核对数据项、主体类别与查询方向",
            "Check item, kind of subject and direction against the agreement",
            "item"),
    TOO_MANY_ITEMS(
            "too-many-items",
            422,
            "一次查询的数据项过多",
            "Too much is asked for at once",
            "分次查询，每次少问几项",
            "Ask for fewer items at a time",
            "items_max"),
    CONSENT_REQUIRED(
            "consent-required",
            422,
            "该数据项须经本人授权",
            "The item is told on its subject's authorisation alone",
            "请当事人在本市应用中就接收方、用途和该事项授权，并提供授权编号",
            "The subject consents to recipient, purpose and item in their city's app, and says its id",
            "item",
            "rule"),
    DUTY_REQUIRED(
            "duty-required",
            422,
            "该数据项须有协议所列的法定职责",
            "The item is told for a duty by law that the agreement lists",
            "注明协议所列的法定职责；没有该职责的，不得查询",
            "Name the duty that the agreement lists; without it, do not ask",
            "item"),
    DUTY_UNKNOWN(
            "duty-unknown",
            422,
            "协议没有该法定职责",
            "The agreement lists no such duty",
            "按协议核对职责编号",
            "Check the duty's id against the agreement",
            "duty"),
    SUBJECT_UNKNOWN(
            "subject-unknown",
            422,
            "本市没有向你方告知过该假名",
            "This city told you of nobody by that pseudonym",
            "使用此前互认或授权中取得的假名，或请当事人授权",
            "Use the pseudonym of an earlier recognition or consent, or ask for a consent"),

    // Streams (section 6).
    STREAM_UNKNOWN(
            "stream-unknown",
            404,
            "没有这条数据流，或本节点不接收它",
            "There is no such stream, or it does not come here",
            "检查流名称、协议和路由配置",
            "Check the stream's name, the agreement and the routes",
            "stream"),
    BATCH_MALFORMED(
            "batch-malformed",
            422,
            "批次文件或清单格式不正确",
            "The batch's file or manifest is malformed",
            "按协议第6节检查文件与清单后重发",
            "Check file and manifest against section 6 of the protocol",
            "rule"),
    BATCH_NOT_AS_SIGNED(
            "batch-not-as-signed",
            422,
            "批次内容与签名清单不一致",
            "The batch is not the one that its manifest was signed for",
            "重新传输该批次；若仍不一致请检查源文件",
            "Send the batch again; if it stays so, check the file at its source",
            "rule"),
    MISSING_RANGE(
            "missing-range",
            409,
            "缺少之前的变更",
            "Changes before these are missing",
            "从 have 的下一条开始补发",
            "Send what follows the place in have",
            "stream",
            "have"),
    EQUIVOCATION(
            "equivocation",
            409,
            "同一位置有两份相互矛盾的签名陈述，已停止接收并告警",
            "Two signed statements about one place contradict each other: stopped, and alarmed",
            "双方运维核对证据后人工处理",
            "Operators of both sides look at the proof and decide",
            "stream",
            "place"),

    // The node's own API and the state of the world.
    REQUEST_MALFORMED(
            "request-malformed",
            400,
            "请求格式不正确",
            "The request is malformed",
            "按接口说明检查请求",
            "Check the request against the API description",
            "field",
            "rule"),
    TOKEN_MISSING(
            "token-missing",
            401,
            "缺少或无效的访问令牌",
            "The access token is missing or unknown",
            "请重新登录或检查令牌",
            "Sign in again or check the token"),
    ROLE_NOT_ALLOWED(
            "role-not-allowed",
            403,
            "该令牌无权执行此操作",
            "The token's role does not allow this",
            "使用具有相应角色的令牌",
            "Use a token with the role",
            "role"),
    NOT_FOUND("not-found", 404, "没有找到", "There is nothing here", "检查地址", "Check the address"),
    METHOD_NOT_ALLOWED(
            "method-not-allowed",
            405,
            "不支持该方法",
            "The method is not allowed here",
            "查看接口说明",
            "See the API description"),
    CONFLICT(
            "conflict",
            409,
            "与当前状态冲突",
            "This conflicts with the present state",
            "刷新后重试",
            "Read the present state and try again",
            "rule"),
    BODY_TOO_LARGE(
            "body-too-large",
            413,
            "请求体超过上限",
            "The body is over the limit",
            "缩小后重发",
            "Send a smaller body",
            "body_bytes_max"),
    MEDIA_TYPE_UNSUPPORTED(
            "media-type-unsupported",
            415,
            "不支持的媒体类型",
            "The media type is not supported",
            "使用接口说明中的媒体类型",
            "Use the media type of the API description",
            "expected"),
    TOO_MANY_REQUESTS(
            "too-many-requests",
            429,
            "请求过多",
            "Too many requests",
            "稍候再试",
            "Wait a little and try again",
            "retry_after_seconds"),
    INTERNAL(
            "internal",
            500,
            "系统内部错误",
            "An error inside the node",
            "请稍后再试；若持续出现请联系运维",
            "Try again; if it goes on, tell the operator"),
    TRY_LATER(
            "try-later",
            503,
            "暂时无法核验，请稍后再试",
            "It cannot be answered just now: try later",
            "稍候片刻重新扫码；此次不影响任何人",
            "Wait a moment and scan again; nothing is lost",
            "dependency"),
    TRUST_EXPIRED(
            "trust-expired",
            503,
            "信任信息已过期",
            "The trust information has expired",
            "请运维检查信任库",
            "The operator should check the trust repository");

    /** What every {@code type} URI begins with. */
    public static final String BASE = "https://xinqiao.org/problems/";

    private static final Map<String, ProblemType> BY_URI =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(t -> BASE + t.wire, Function.identity()));

    private final String wire;
    private final int status;
    private final String titleZh;
    private final String titleEn;
    private final String remedyZh;
    private final String remedyEn;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable; the checker cannot see it
    private final List<String> safeFacts;

    ProblemType(
            String wire,
            int status,
            String titleZh,
            String titleEn,
            String remedyZh,
            String remedyEn,
            String... safeFacts) {
        this.wire = wire;
        this.status = status;
        this.titleZh = titleZh;
        this.titleEn = titleEn;
        this.remedyZh = remedyZh;
        this.remedyEn = remedyEn;
        this.safeFacts = List.of(safeFacts);
    }

    /** The name in the URI, as in {@code code-expired}. */
    public String wire() {
        return wire;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Title in Chinese. */
    public String titleZh() {
        return titleZh;
    }

    /** Title in English. */
    public String titleEn() {
        return titleEn;
    }

    /** What to do next, in Chinese. */
    public String remedyZh() {
        return remedyZh;
    }

    /** What to do next, in English. */
    public String remedyEn() {
        return remedyEn;
    }

    /** Names of the facts that may be shown to the other side; all others stay in the log. */
    public List<String> safeFacts() {
        return safeFacts;
    }

    /** The problem's {@code type}. */
    public URI uri() {
        return URI.create(BASE + wire);
    }

    /**
     * Whether an answer of this type is remembered for its message id. What is only about the
     * moment (503, 429, a date that is still to come) and what is our own fault (500) is not: the
     * same bytes are judged afresh. A receiver whose clock is slow must not end its partners'
     * notices.
     */
    public boolean stored() {
        return status != 503 && status != 429 && status != 500 && this != MESSAGE_FROM_FUTURE;
    }

    /** The entry of a {@code type} URI. */
    public static Optional<ProblemType> ofUri(String uri) {
        return Optional.ofNullable(BY_URI.get(uri));
    }
}
