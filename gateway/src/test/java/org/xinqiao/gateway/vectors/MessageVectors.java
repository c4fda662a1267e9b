package org.xinqiao.gateway.vectors;

import static org.xinqiao.contracts.problem.ProblemType.*;
import static org.xinqiao.gateway.vectors.VectorFederation.HOME;
import static org.xinqiao.gateway.vectors.VectorFederation.HOST;
import static org.xinqiao.gateway.vectors.VectorFederation.NOW;
import static org.xinqiao.gateway.vectors.VectorFederation.STRANGER;
import static org.xinqiao.gateway.vectors.VectorFederation.SUSPENDED;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.code.StatusList;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.BenefitNotice;
import org.xinqiao.contracts.message.ConsentNotice;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.OfflineNotice;
import org.xinqiao.contracts.message.RecognitionRequest;
import org.xinqiao.contracts.message.StatusNotice;
import org.xinqiao.contracts.message.TrustNotice;
import org.xinqiao.contracts.message.VoidNotice;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.stream.Change;
import org.xinqiao.contracts.stream.RecallNotice;
import org.xinqiao.contracts.stream.StreamKind;
import org.xinqiao.contracts.stream.StreamName;
import tools.jackson.databind.node.ObjectNode;

/** Sections 2, 3 and 5: messages, as the home city's node judges them. */
final class MessageVectors {
    private static final NodeId NOBODY = NodeId.parse("cn-999999");

    private final VectorFederation federation;
    private final VectorFile file =
            new VectorFile(
                    "messages.json",
                    "Protocol, sections 2, 3 and 5. 'jws' is the body of POST"
                            + " /federation/v1/messages as it arrives at 'to' at 'now' over a"
                            + " connection whose TLS key has the pin 'peer'. 'status' is the"
                            + " answer's; 'signed' says whether the refusal is a signed"
                            + " xinqiao.problem.v1 or a plain problem document. What depends on"
                            + " memory or on a database is not here.");
    private SignatureAlgorithm algorithm = SignatureAlgorithm.ES256;
    private int made;

    MessageVectors(VectorFederation federation) {
        this.federation = federation;
    }

    VectorFile file() throws InvalidKey {
        for (SignatureAlgorithm each : VectorFederation.ALGORITHMS) {
            algorithm = each;
            accepted();
            keys();
            senders();
            times();
            data();
            notices();
        }
        algorithm = SignatureAlgorithm.ES256;
        headers();
        payloads();
        forms();
        // Behind the others, whose bytes hang on how many were made before them.
        for (SignatureAlgorithm each : VectorFederation.ALGORITHMS) {
            algorithm = each;
            statusNotices();
            offlineNotices();
        }
        for (SignatureAlgorithm each : VectorFederation.ALGORITHMS) {
            algorithm = each;
            recallNotices();
        }
        return file;
    }

    private MadeMessage question() throws InvalidKey {
        made++;
        var code =
                new MadeCode(
                        federation.key(HOME, algorithm),
                        federation.make("device", SignatureAlgorithm.ES256, ""),
                        5000 + made);
        var message =
                message(
                        MessageType.RECOGNITION_REQUEST,
                        new RecognitionRequest(code.text(), List.of(), "desk-1").toJson());
        message.purpose = "library.lending";
        return message;
    }

    private MadeMessage message(MessageType type, ObjectNode data) {
        return new MadeMessage(federation.key(HOST, algorithm), type.wire(), data, ++made);
    }

    private void accepted() throws InvalidKey {
        accept("a recognition's question", question());
        MadeMessage oldest = question();
        oldest.time = NOW.minusSeconds(300);
        accept("a question of exactly 300 s", oldest);
        MadeMessage ahead = question();
        ahead.time = NOW.plusSeconds(300);
        accept("a question exactly 300 s ahead", ahead);
        MadeMessage traced = question();
        traced.payload = traced.json().replaceFirst("\\{", "{\"traceparent\":\"00-1-1-01\",");
        accept("with traceparent", traced);
        MadeMessage numbered = question();
        numbered.sequence = 7L;
        accept("a question with a number, which is ignored", numbered);
        MadeMessage spaced = question();
        spaced.header =
                "{ \"typ\":\"xq-message\", \"kid\":\"%s\", \"alg\":\"%s\" }"
                        .formatted(spaced.key.kid(), algorithm.jose());
        accept("header in another order, with spaces", spaced);
        MadeMessage retired = question();
        retired.key = federation.make(HOST, algorithm, "retired");
        retired.time = NOW.minusSeconds(61);
        accept("dated before its key was retired", retired);
    }

    private void keys() throws InvalidKey {
        SigningKey own = federation.key(HOST, algorithm);
        SigningKey stranger = federation.make("stranger", algorithm, "");
        refuse("key that nobody publishes", by(stranger), MESSAGE_NOT_ATTRIBUTABLE);
        refuse(
                "key of another member",
                by(federation.key(STRANGER, algorithm)),
                MESSAGE_NOT_ATTRIBUTABLE);
        refuse(
                "signed by another key under a good kid",
                by(new Masked(stranger, own)),
                MESSAGE_NOT_ATTRIBUTABLE);
        refuse(
                "key without the use message",
                by(federation.make(HOST, algorithm, "records")),
                KEY_NOT_FOR_USE);
        refuse("revoked key", by(federation.make(HOST, algorithm, "revoked")), KEY_REVOKED);
        refuse(
                "dated after its key was retired",
                by(federation.make(HOST, algorithm, "retired")),
                KEY_RETIRED);
        refuse(
                "key that starts tomorrow",
                by(federation.make(HOST, algorithm, "future")),
                KEY_NOT_YET_VALID);
        for (SignatureAlgorithm other : VectorFederation.ALGORITHMS) {
            if (other != algorithm) {
                refuse(
                        "alg " + other.jose() + " with the kid of a key of another",
                        by(new Masked(federation.key(HOST, other), own)),
                        ALGORITHM_NOT_ALLOWED);
            }
        }
        MadeMessage changed = question();
        String jws = changed.jws();
        int dot = jws.indexOf('.');
        String other = MadeMessage.base64(changed.json().replace("desk-1", "desk-2"));
        String forged = jws.substring(0, dot + 1) + other + jws.substring(jws.lastIndexOf('.'));
        refuse("payload changed after signing", forged, HOST, MESSAGE_NOT_ATTRIBUTABLE);
    }

    private MadeMessage by(SigningKey key) throws InvalidKey {
        MadeMessage message = question();
        message.key = key;
        return message;
    }

    private void senders() throws InvalidKey {
        MadeMessage nobody = question();
        nobody.source = NOBODY;
        refuse("source that is no member", nobody, MESSAGE_NOT_ATTRIBUTABLE);
        refuse("TLS peer that is not the source", question().jws(), STRANGER, PEER_NOT_SOURCE);
        MadeMessage elsewhere = question();
        elsewhere.to = STRANGER;
        refuse("addressed to another node", elsewhere, NOT_ADDRESSED_HERE);
        MadeMessage suspended = question();
        suspended.source = SUSPENDED;
        suspended.key = federation.key(SUSPENDED, algorithm);
        refuse("source that is suspended", suspended.jws(), SUSPENDED, MEMBER_SUSPENDED);
    }

    private void times() throws InvalidKey {
        MadeMessage old = question();
        old.time = NOW.minusSeconds(300).minusMillis(1);
        refuse("a question older than 300 s", old, MESSAGE_TOO_OLD);
        MadeMessage ahead = question();
        ahead.time = NOW.plusSeconds(300).plusMillis(1);
        refuse("more than 300 s ahead", ahead, MESSAGE_FROM_FUTURE);
    }

    private void data() throws InvalidKey {
        MadeMessage aimless = question();
        aimless.purpose = null;
        refuse("a recognition without xqpurpose", aimless, FIELD_INVALID);
        for (var change :
                Map.<String, UnaryOperator<ObjectNode>>of(
                                "an unknown member in data", d -> d.put("more", 1),
                                "data without terminal", d -> d.without("terminal"),
                                "data with a code that is no text", d -> d.put("code", 7),
                                "the same benefit twice",
                                        d -> {
                                            d.putArray("benefits").add("a").add("a");
                                            return d;
                                        },
                                "a terminal of 65 characters",
                                        d -> d.put("terminal", "x".repeat(65)))
                        .entrySet()
                        .stream()
                        .sorted(Map.Entry.comparingByKey())
                        .toList()) {
            MadeMessage wrong = question();
            wrong.data = change.getValue().apply(wrong.data);
            refuse(change.getKey(), wrong, FIELD_INVALID);
        }
        MadeMessage rubbish = question();
        rubbish.data.put("code", "XQ1:AAAA");
        refuse("a code that is rubbish", rubbish, CODE_MALFORMED);
        MadeMessage own = question();
        var code =
                new MadeCode(
                        federation.key(HOST, algorithm),
                        federation.make("device", SignatureAlgorithm.ES256, ""),
                        9000 + made);
        code.iss = HOST;
        own.data.put("code", code.text());
        refuse("a code that another city issued", own, CODE_NOT_OURS);
        refuse(
                "a type that nobody knows",
                new MadeMessage(
                        federation.key(HOST, algorithm),
                        "xinqiao.unheard.request.v1",
                        question().data,
                        ++made),
                MESSAGE_TYPE_UNKNOWN);
    }

    private void notices() throws InvalidKey {
        ObjectNode consent =
                new ConsentNotice(
                                List.of(new ConsentRef(new byte[8])),
                                2,
                                ConsentNotice.State.WITHDRAWN,
                                WireTime.of(NOW))
                        .toJson();
        accept("consent.notice", notice(MessageType.CONSENT_NOTICE, consent));
        accept("trust.notice", notice(MessageType.TRUST_NOTICE, new TrustNotice(43).toJson()));
        accept("void.notice", notice(MessageType.VOID_NOTICE, new VoidNotice(null).toJson()));
        MadeMessage oldest = notice(MessageType.CONSENT_NOTICE, consent);
        oldest.time = NOW.minus(Duration.ofDays(30));
        accept("a notice of exactly 30 days", oldest);
        MadeMessage old = notice(MessageType.CONSENT_NOTICE, consent);
        old.time = NOW.minus(Duration.ofDays(30)).minusMillis(1);
        refuse("a notice older than 30 days", old, MESSAGE_TOO_OLD);
        MadeMessage unnumbered = notice(MessageType.CONSENT_NOTICE, consent);
        unnumbered.sequence = null;
        refuse("a notice without xqseq", unnumbered, FIELD_INVALID);
        MadeMessage state = notice(MessageType.CONSENT_NOTICE, consent.deepCopy());
        state.data.put("state", "GONE");
        refuse("consent.notice of an unknown state", state, FIELD_INVALID);
        MadeMessage none = notice(MessageType.CONSENT_NOTICE, consent.deepCopy());
        none.data.putArray("consentRefs");
        refuse("consent.notice about nothing", none, FIELD_INVALID);
        MadeMessage zero = notice(MessageType.CONSENT_NOTICE, consent.deepCopy());
        zero.data.put("revision", 0);
        refuse("consent.notice of revision 0", zero, FIELD_INVALID);
        for (int quantity : new int[] {-1, BenefitNotice.QUANTITY_MAX + 1}) {
            var benefit =
                    new BenefitNotice(
                                    question().id(),
                                    "cn-350100/library.deposit-free",
                                    BenefitNotice.Event.USED,
                                    1,
                                    WireTime.of(NOW))
                            .toJson()
                            .put("quantity", quantity);
            refuse(
                    "benefit.notice of quantity " + quantity,
                    notice(MessageType.BENEFIT_NOTICE, benefit),
                    FIELD_INVALID);
        }
    }

    private void statusNotices() throws InvalidKey {
        accept("status.notice", status(List.of(3, 7)));
        accept(
                "status.notice of the last index and 1024 in all",
                status(
                        IntStream.range(0, StatusNotice.SET_MAX)
                                .mapToObj(i -> StatusList.INDICES_MAX - 1 - i)
                                .toList()));
        refuse("status.notice of no index", status(List.of()), FIELD_INVALID);
        refuse("status.notice of an index twice", status(List.of(7, 3, 7)), FIELD_INVALID);
        refuse(
                "status.notice of index 2^20",
                status(List.of(StatusList.INDICES_MAX)),
                FIELD_INVALID);
        refuse(
                "status.notice of 1025 indices",
                status(IntStream.rangeClosed(0, StatusNotice.SET_MAX).boxed().toList()),
                FIELD_INVALID);
        MadeMessage still = status(List.of(3));
        still.data.put("to", 0);
        refuse("status.notice that ends where it begins", still, FIELD_INVALID);
        MadeMessage big = status(List.of(3));
        big.data.put("list", 1L << 32);
        refuse("status.notice of list 2^32", big, FIELD_INVALID);
        MadeMessage more = status(List.of(3));
        more.data.put("ttl", 900);
        refuse("status.notice with an unknown member", more, FIELD_INVALID);
        MadeMessage unnumbered = status(List.of(3));
        unnumbered.sequence = null;
        refuse("status.notice without xqseq", unnumbered, FIELD_INVALID);
    }

    private MadeMessage status(List<Integer> set) {
        return notice(
                MessageType.STATUS_NOTICE,
                new StatusNotice(1, 0, NOW.getEpochSecond(), set).toJson());
    }

    private void recallNotices() {
        accept("recall.notice", recall());
        MadeMessage personal = recall();
        personal.data.put("stream", HOST + "/record/penalty/for/" + HOME);
        accept("recall.notice of a recipient's own stream", personal);
        MadeMessage longest = recall();
        longest.data.put("key", "k".repeat(Change.KEY_CHARACTERS_MAX)).put("seq", Change.SEQ_MAX);
        accept("recall.notice of the longest key and the highest change", longest);
        MadeMessage longer = recall();
        longer.data.put("key", "k".repeat(Change.KEY_CHARACTERS_MAX + 1));
        refuse("recall.notice of a key of 65 characters", longer, FIELD_INVALID);
        MadeMessage spaced = recall();
        spaced.data.put("key", "a b");
        refuse("recall.notice of a key with a space", spaced, FIELD_INVALID);
        MadeMessage zeroth = recall();
        zeroth.data.put("seq", 0);
        refuse("recall.notice of change 0", zeroth, FIELD_INVALID);
        MadeMessage unknown = recall();
        unknown.data.put("stream", HOST + "/list/grey");
        refuse("recall.notice of no known stream", unknown, FIELD_INVALID);
        MadeMessage more = recall();
        more.data.put("reason", "repair");
        refuse("recall.notice with an unknown member", more, FIELD_INVALID);
        MadeMessage unnumbered = recall();
        unnumbered.sequence = null;
        refuse("recall.notice without xqseq", unnumbered, FIELD_INVALID);
    }

    private MadeMessage recall() {
        var red = new StreamName(HOST, StreamKind.LIST_RED);
        return notice(MessageType.RECALL_NOTICE, new RecallNotice(red, "a1-._~Z", 42).toJson());
    }

    private void offlineNotices() throws InvalidKey {
        accept("offline.notice", offline(code(), NOW));
        MadeCode old = code();
        Instant then = NOW.minus(Duration.ofDays(20));
        old.issued = old.issued.minus(Duration.ofDays(20));
        old.expires = old.expires.minus(Duration.ofDays(20));
        old.shown = then;
        accept("offline.notice of a code that has expired since it was shown", offline(old, then));
        refuse("offline.notice of a code that had expired", offline(old, NOW), CODE_EXPIRED);
        MadeCode slow = code();
        accept(
                "offline.notice of a code honoured 60 s after it was shown",
                offline(slow, NOW.plusSeconds(60), NOW.plusSeconds(60)));
        refuse(
                "offline.notice of a code honoured 61 s after it was shown",
                offline(slow, NOW.plusSeconds(61), NOW.plusSeconds(61)),
                PRESENTATION_TOO_OLD);
        MadeCode ahead = code();
        ahead.shown = NOW.plusSeconds(10);
        accept(
                "offline.notice of a code honoured 10 s after the notice",
                offline(ahead, NOW.plusSeconds(10)));
        refuse(
                "offline.notice of a code honoured 11 s after the notice",
                offline(ahead, NOW.plusSeconds(11)),
                FIELD_INVALID);
        MadeCode own = code();
        own.issuer = federation.key(HOST, algorithm);
        own.iss = HOST;
        refuse("offline.notice of a code that its host issued", offline(own, NOW), CODE_NOT_OURS);
        MadeCode elsewhere = code();
        elsewhere.audience = STRANGER;
        refuse(
                "offline.notice of a code for another city",
                offline(elsewhere, NOW),
                CODE_FOR_ANOTHER_CITY);
        MadeMessage rubbish = offline(code(), NOW);
        rubbish.data.put("code", "XQ1:");
        refuse("offline.notice of rubbish", rubbish, CODE_MALFORMED);
        MadeMessage aimless = offline(code(), NOW);
        aimless.purpose = null;
        refuse("offline.notice without xqpurpose", aimless, FIELD_INVALID);
        MadeMessage unnumbered = offline(code(), NOW);
        unnumbered.sequence = null;
        refuse("offline.notice without xqseq", unnumbered, FIELD_INVALID);
        MadeMessage none = offline(code(), NOW);
        none.data.putArray("benefits");
        refuse("offline.notice of no benefit", none, FIELD_INVALID);
        MadeMessage twice = offline(code(), NOW);
        twice.data.putArray("benefits").add("a").add("a");
        refuse("offline.notice of a benefit twice", twice, FIELD_INVALID);
        MadeMessage form = offline(code(), NOW);
        form.data.put("request", "1");
        refuse("offline.notice of a request that is no UUIDv7", form, FIELD_INVALID);
        MadeMessage more = offline(code(), NOW);
        more.data.put("offline", true);
        refuse("offline.notice with an unknown member", more, FIELD_INVALID);
    }

    private MadeCode code() {
        made++;
        return new MadeCode(
                federation.key(HOME, algorithm),
                federation.make("device", SignatureAlgorithm.ES256, ""),
                15_000 + made);
    }

    private MadeMessage offline(MadeCode code, Instant honoured) throws InvalidKey {
        return offline(code, honoured, NOW);
    }

    private MadeMessage offline(MadeCode code, Instant honoured, Instant told) throws InvalidKey {
        MadeMessage notice =
                notice(
                        MessageType.OFFLINE_NOTICE,
                        new OfflineNotice(
                                        question().id(),
                                        code.text(),
                                        List.of("cn-350100/library.deposit-free"),
                                        "desk-1",
                                        WireTime.of(honoured))
                                .toJson());
        notice.purpose = "library.lending";
        notice.time = told;
        return notice;
    }

    private MadeMessage notice(MessageType type, ObjectNode data) {
        MadeMessage notice = message(type, data);
        notice.sequence = 1L + made;
        return notice;
    }

    /** The header is judged before the signature, so these are signed by a good key. */
    private void headers() throws InvalidKey {
        String good = "{'alg':'ES256','kid':'K','typ':'xq-message'";
        header("alg none", "{'alg':'none','kid':'K','typ':'xq-message'}", ALGORITHM_NOT_ALLOWED);
        header("alg HS256", "{'alg':'HS256','kid':'K','typ':'xq-message'}", ALGORITHM_NOT_ALLOWED);
        header(
                "alg in lower case",
                "{'alg':'es256','kid':'K','typ':'xq-message'}",
                ALGORITHM_NOT_ALLOWED);
        for (String member :
                List.of(
                        "'jwk':{}",
                        "'x5c':[]",
                        "'x5u':'https://a.example'",
                        "'jku':'https://a.example'",
                        "'crit':['exp']",
                        "'b64':false",
                        "'cty':'json'")) {
            header(
                    "header with " + member.replace('\'', '"'),
                    good + "," + member + "}",
                    HEADER_NOT_ALLOWED);
        }
        header("typ of a consent", "{'alg':'ES256','kid':'K','typ':'xq-consent'}", WRONG_TYP);
        header("typ JWT", "{'alg':'ES256','kid':'K','typ':'JWT'}", WRONG_TYP);
        header("without typ", "{'alg':'ES256','kid':'K'}", MESSAGE_MALFORMED);
        header("without kid", "{'alg':'ES256','typ':'xq-message'}", MESSAGE_MALFORMED);
        header("without alg", "{'kid':'K','typ':'xq-message'}", MESSAGE_MALFORMED);
        header("alg twice", good.replace("{", "{'alg':'ES256',") + "}", MESSAGE_MALFORMED);
        header("header that is no object", "[]", MESSAGE_MALFORMED);
        header(
                "header over 512 characters",
                good.replace("K", "k".repeat(512)) + "}",
                MESSAGE_MALFORMED);
    }

    private void header(String what, String header, ProblemType problem) throws InvalidKey {
        MadeMessage message = question();
        message.header =
                header.replace('\'', '"').replace("\"K\"", "\"" + message.key.kid() + "\"");
        refuse(what, message, problem);
    }

    private void payloads() throws InvalidKey {
        payload("a member twice", j -> j.replaceFirst("\\{", "{\"id\":\"x\","));
        payload(
                "a member of data twice",
                j -> j.replace("\"terminal\"", "\"code\":\"x\",\"terminal\""));
        payload(
                "a member twice, once escaped",
                j -> j.replaceFirst("\\{", "{\"i\\\\u0064\":\"x\","));
        payload("an unknown member", j -> j.replaceFirst("\\{", "{\"extra\":1,"));
        payload(
                "specversion 0.3",
                j -> j.replace("\"specversion\":\"1.0\"", "\"specversion\":\"0.3\""));
        payload("another datacontenttype", j -> j.replace("application/json", "text/plain"));
        payload("without id", j -> j.replaceFirst("\"id\":\"[^\"]+\",", ""));
        payload("id of UUID version 4", j -> j.replaceFirst("(\"id\":\".{14})7", "$14"));
        payload("id in upper case", MessageVectors::upperId);
        payload("time without offset", j -> j.replace("+08:00", ""));
        payload("source of five digits", j -> j.replace("cn-350100", "cn-35010"));
        payload("xqtrust as text", j -> j.replace("\"xqtrust\":42", "\"xqtrust\":\"42\""));
        payload(
                "xqtrust over 2^53-1",
                j -> j.replace("\"xqtrust\":42", "\"xqtrust\":9007199254740992"));
        payload("xqseq 0", j -> j.replace("\"xqtrust\"", "\"xqseq\":0,\"xqtrust\""));
        payload("data that is no object", j -> j.replaceFirst("\"data\":.*", "\"data\":[]}"));
        payload("without data", j -> j.replaceFirst(",\"data\":.*", "}"));
        payload("a byte order mark", j -> "\uFEFF" + j);
        payload("a lone surrogate", j -> j.replace("desk-1", "\\ud800"));
        payload("something after the object", j -> j + "{}");
        payload(
                "a number with a leading zero",
                j -> j.replace("\"xqtrust\":42", "\"xqtrust\":042"));
        payload("a comment", j -> j.replaceFirst("\\{", "{/**/"));
        payload("nested 2000 deep", j -> "[".repeat(2000) + "]".repeat(2000));
        payload("an array", j -> "[]");
        payload("nothing", j -> "");
    }

    private static String upperId(String json) {
        int from = json.indexOf("\"id\":\"") + 6;
        String id = json.substring(from, from + 36);
        return json.replace(id, id.toUpperCase(java.util.Locale.ROOT));
    }

    private void payload(String what, UnaryOperator<String> change) throws InvalidKey {
        MadeMessage message = question();
        String json = message.json();
        message.payload = change.apply(json);
        if (message.payload.equals(json)) {
            throw new IllegalStateException(what + " changes nothing");
        }
        refuse("payload: " + what, message, MESSAGE_MALFORMED);
    }

    private void forms() throws InvalidKey {
        String jws = question().jws();
        String input = jws.substring(0, jws.lastIndexOf('.'));
        form("two parts", input);
        form("four parts", jws + ".AA");
        form("an empty signature", input + ".");
        form("a signature of 63 bytes", input + "." + "A".repeat(84));
        form("a signature in DER", input + "." + MadeMessage.base64("0E" + "x".repeat(69)));
        form("a padded signature", jws + "=");
        form("standard base64", jws.substring(0, 10) + "+" + jws.substring(11));
        form("a line end after it", jws + "\n");
        form("a space before it", " " + jws);
        form("JSON form", "{\"payload\":\"\",\"signatures\":[]}");
        form("plain JSON", "{}");
        form("nothing", "");
    }

    private void form(String what, String jws) {
        refuse("form: " + what, jws, HOST, MESSAGE_MALFORMED);
    }

    private void accept(String what, MadeMessage message) {
        ObjectNode vector = file.accepts(algorithm.jose() + ": " + what, "3", NOW);
        place(vector, message.jws(), HOST);
        vector.put("id", message.id().toString()).put("source", message.source.value());
        vector.put("type", message.type);
        vector.put(
                "digest",
                org.xinqiao.contracts.json.Base64Url.encode(
                        algorithm.suite().digest(message.bytes())));
    }

    private void refuse(String what, MadeMessage message, ProblemType problem) {
        refuse(what, message.jws(), HOST, problem);
    }

    private void refuse(String what, String jws, NodeId peer, ProblemType problem) {
        Instant now = NOW;
        ObjectNode vector = file.refuses(algorithm.jose() + ": " + what, "3", now, problem);
        place(vector, jws, peer);
        vector.put("status", problem.status())
                .put("signed", problem.status() == 422 || problem == MEMBER_SUSPENDED);
    }

    private static void place(ObjectNode vector, String jws, NodeId peer) {
        vector.put("to", HOME.value()).put("peer", VectorFederation.pin(peer)).put("jws", jws);
    }
}
