package org.xinqiao.trust.evidence;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.message.BenefitNotice;
import org.xinqiao.contracts.message.ConsentNotice;
import org.xinqiao.contracts.message.Decision;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.ItemsRequest;
import org.xinqiao.contracts.message.ItemsResponse;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.OfflineNotice;
import org.xinqiao.contracts.message.RecognitionResponse;
import org.xinqiao.contracts.message.StatusNotice;
import org.xinqiao.contracts.stream.RecallNotice;

/** Says in words what a message says. */
final class Telling {
    private Telling() {}

    /** That its source said so to its addressee. */
    static Finding said(Envelope envelope) {
        String time = envelope.time().format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        String from = envelope.source().value();
        String to = envelope.to().value();
        Words words = words(envelope);
        return Finding.proven(
                from + " 于 " + time + " 对 " + to + " 说（报文 " + envelope.id() + "）：" + words.zh,
                from
                        + " said to "
                        + to
                        + " at "
                        + time
                        + " (message "
                        + envelope.id()
                        + "): "
                        + words.en);
    }

    private record Words(String zh, String en) {}

    private static Words words(Envelope envelope) {
        MessageType type = MessageType.ofWire(envelope.type()).orElse(null);
        try {
            return switch (type) {
                case null -> new Words(envelope.type(), envelope.type());
                case RECOGNITION_REQUEST ->
                        new Words(
                                "请核验一枚信用码，用途 " + envelope.purpose(),
                                "verify a credit code, for " + envelope.purpose());
                case RECOGNITION_RESPONSE -> decided(RecognitionResponse.parse(envelope.data()));
                case ITEMS_REQUEST ->
                        asked(ItemsRequest.parse(envelope.data()), envelope.purpose());
                case ITEMS_RESPONSE -> answered(ItemsResponse.parse(envelope.data()));
                case BENEFIT_NOTICE -> told(BenefitNotice.parse(envelope.data()));
                case CONSENT_NOTICE -> told(ConsentNotice.parse(envelope.data()));
                case STATUS_NOTICE -> told(StatusNotice.parse(envelope.data()));
                case OFFLINE_NOTICE -> told(OfflineNotice.parse(envelope.data()));
                case RECALL_NOTICE -> told(RecallNotice.parse(envelope.data()));
                case TRUST_NOTICE -> new Words("有新的信任快照", "a newer trust snapshot exists");
                case VOID_NOTICE ->
                        new Words(
                                "第 " + envelope.sequence() + " 号通知作废",
                                "notice " + envelope.sequence() + " is void");
                case PERSON_NOTICE -> new Words("请告知一位居民", "a resident should hear of something");
                case RECEIPT ->
                        new Words(
                                "已收到报文 " + envelope.replyTo() + " 并生效",
                                "message " + envelope.replyTo() + " was taken and took effect");
                case STREAM_RECEIPT ->
                        new Words(
                                "已接收数据流 "
                                        + envelope.data().path("stream").asString()
                                        + " 至第 "
                                        + envelope.data().path("to").asLong()
                                        + " 条变更",
                                "changes of "
                                        + envelope.data().path("stream").asString()
                                        + " were taken up to number "
                                        + envelope.data().path("to").asLong());
                case PROBLEM ->
                        new Words(
                                "拒绝：" + envelope.data().path("type").asString(),
                                "refused: " + envelope.data().path("type").asString());
            };
        } catch (MalformedJson e) {
            return new Words("内容不合协议", "its data breaks the protocol");
        }
    }

    private static Words decided(RecognitionResponse response) {
        var zh = new StringBuilder();
        var en = new StringBuilder();
        for (Decision decision : response.decisions()) {
            String one =
                    decision.benefit()
                            + " "
                            + decision.outcome()
                            + " ("
                            + decision.reason()
                            + ", "
                            + decision.basis()
                            + "); ";
            zh.append(one);
            en.append(one);
        }
        zh.append("授权引用 ").append(response.consentRef());
        en.append("under consent reference ").append(response.consentRef());
        zh.append(" 第 ").append(response.consentRevision()).append(" 版");
        en.append(", revision ").append(response.consentRevision());
        return new Words("决定：" + zh, "decided: " + en);
    }

    private static Words asked(ItemsRequest request, @Nullable String purpose) {
        String items = String.join(", ", request.items());
        String duty = request.duty();
        return new Words(
                "查询数据项 " + items + "，用途 " + purpose + (duty == null ? "" : "，法定职责 " + duty),
                "asked for items "
                        + items
                        + ", for "
                        + purpose
                        + (duty == null ? "" : ", by duty " + duty));
    }

    /** Which items were given and which were not: the values stay in the message. */
    private static Words answered(ItemsResponse response) {
        var given = new ArrayList<String>();
        var withheld = new ArrayList<String>();
        for (ItemsResponse.Answer answer : response.answers()) {
            switch (answer) {
                case ItemsResponse.Answer.Given one -> given.add(one.item() + " " + one.basis());
                case ItemsResponse.Answer.Withheld one ->
                        withheld.add(one.item() + " " + one.reason().wire());
            }
        }
        return new Words(
                "提供：" + given + "；未提供：" + withheld, "gave " + given + "; did not give " + withheld);
    }

    private static Words told(BenefitNotice notice) {
        String what = notice.benefit() + " " + notice.event() + " " + notice.quantity();
        return new Words(
                "请求 " + notice.request() + " 的惠益：" + what,
                "on request " + notice.request() + ": " + what);
    }

    private static Words told(ConsentNotice notice) {
        return new Words(
                "授权 " + notice.consentRefs() + " 第 " + notice.revision() + " 版：" + notice.state(),
                "consents "
                        + notice.consentRefs()
                        + ", revision "
                        + notice.revision()
                        + ": "
                        + notice.state());
    }

    private static Words told(OfflineNotice notice) {
        String granted = String.join(", ", notice.benefits());
        return new Words(
                "离线办理（请求 " + notice.request() + "）：" + granted,
                "granted off line, on request " + notice.request() + ": " + granted);
    }

    private static Words told(RecallNotice notice) {
        String what = notice.stream() + " " + notice.key();
        return new Words(
                "撤回条目（第 " + notice.seq() + " 条变更）：" + what,
                "takes an entry back, by change " + notice.seq() + ": " + what);
    }

    private static Words told(StatusNotice notice) {
        return new Words(
                "状态列表 " + notice.list() + " 有 " + notice.set().size() + " 个序号停用（含填充）",
                notice.set().size()
                        + " indices of status list "
                        + notice.list()
                        + " ended, padding among them");
    }

    /** Why a message proves nothing. */
    static Finding notAttributable(EvidenceBundle.Item item, Attribution.Fault fault) {
        String id = item.id().toString();
        return switch (fault) {
            case MALFORMED ->
                    Finding.altered(
                            "报文 " + id + " 不是合乎协议的签名报文",
                            "Message " + id + " is no signed message of the protocol");
            case UNKNOWN_KEY ->
                    Finding.altered(
                            "报文 " + id + " 的签名密钥当时未公布",
                            "Message " + id + " is signed by a key that was not published then");
            case BAD ->
                    Finding.altered(
                            "报文 " + id + " 的签名不成立：报文被改动",
                            "The signature of message " + id + " does not hold: it was changed");
            case KEY_NOT_IN_FORCE ->
                    Finding.outOfDate(
                            "报文 " + id + " 的签名密钥当时无效",
                            "Message " + id + " is signed by a key that was not in force then");
        };
    }
}
