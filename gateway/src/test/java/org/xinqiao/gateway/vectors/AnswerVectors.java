package org.xinqiao.gateway.vectors;

import static org.xinqiao.contracts.problem.ProblemType.*;
import static org.xinqiao.gateway.vectors.VectorFederation.HOME;
import static org.xinqiao.gateway.vectors.VectorFederation.HOST;
import static org.xinqiao.gateway.vectors.VectorFederation.NOW;
import static org.xinqiao.gateway.vectors.VectorFederation.STRANGER;

import java.util.List;
import java.util.function.Consumer;
import org.xinqiao.contracts.code.CreditCode;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.identity.CitizenNumber;
import org.xinqiao.contracts.identity.Pseudonym;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.Rfc3339;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.message.Decision;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.Outcome;
import org.xinqiao.contracts.message.Receipt;
import org.xinqiao.contracts.message.RecognitionRequest;
import org.xinqiao.contracts.message.RecognitionResponse;
import org.xinqiao.contracts.message.TrustNotice;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.Problem;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import tools.jackson.databind.node.ObjectNode;

/** Sections 3 and 5: what comes back, as the node judges it that asked or told. */
final class AnswerVectors {
    private static final String BENEFIT = "cn-350100/library.deposit-free";

    private final VectorFederation federation;
    private SignatureAlgorithm algorithm = SignatureAlgorithm.ES256;
    private int made = 20_000;

    AnswerVectors(VectorFederation federation) {
        this.federation = federation;
    }

    /** Answers to questions. */
    VectorFile answers() throws InvalidKey, Refusal {
        var file =
                new VectorFile(
                        "answers.json",
                        "Protocol, sections 3 and 5. cn-350100 sent 'question' and asked for"
                                + " 'benefits'; 'answer' came with HTTP 'status' at 'now'. A refused"
                                + " answer counts as none (try-later), unless it is the home"
                                + " city's own signed problem.");
        for (SignatureAlgorithm each : VectorFederation.ALGORITHMS) {
            algorithm = each;
            answer(file, "BENEFIT", 200, null, m -> {});
            answer(file, "NO_EFFECT", 200, null, this::noEffect);
            answer(
                    file,
                    "granted to the last second",
                    200,
                    null,
                    m -> {
                        m.data.put("decidedAt", at(-59)).put("grantBefore", at(1));
                    });
            answer(
                    file,
                    "rung disclosed",
                    200,
                    null,
                    m -> m.data.putObject("disclosed").put("rung", 2));
            answer(
                    file,
                    "grantBefore has come",
                    200,
                    GRANT_TOO_LATE,
                    m -> {
                        m.data.put("decidedAt", at(-60)).put("grantBefore", at(0));
                    });
            answer(
                    file,
                    "grantBefore later than 60 s",
                    200,
                    TRY_LATER,
                    m -> m.data.put("grantBefore", at(61)));
            answer(file, "BENEFIT without subject", 200, TRY_LATER, m -> m.data.remove("subject"));
            answer(
                    file,
                    "NO_EFFECT with subject",
                    200,
                    TRY_LATER,
                    m ->
                            ((ObjectNode) m.data.path("decisions").get(0))
                                    .put("outcome", "NO_EFFECT"));
            answer(
                    file,
                    "a third outcome",
                    200,
                    TRY_LATER,
                    m -> ((ObjectNode) m.data.path("decisions").get(0)).put("outcome", "PENALTY"));
            answer(
                    file,
                    "a benefit that was not asked for",
                    200,
                    TRY_LATER,
                    m ->
                            ((ObjectNode) m.data.path("decisions").get(0))
                                    .put("benefit", "cn-350100/other"));
            answer(
                    file,
                    "one benefit decided twice",
                    200,
                    TRY_LATER,
                    m -> {
                        var decisions =
                                (tools.jackson.databind.node.ArrayNode) m.data.path("decisions");
                        decisions.add(decisions.get(0).deepCopy());
                    });
            answer(file, "no decision", 200, TRY_LATER, m -> m.data.putArray("decisions"));
            answer(
                    file,
                    "another consentRef",
                    200,
                    TRY_LATER,
                    m -> m.data.put("consentRef", "AAAAAAAAAAA"));
            answer(file, "an unknown member", 200, TRY_LATER, m -> m.data.put("penalty", 1));
            answer(file, "digest of other bytes", 200, TRY_LATER, m -> m.digest = "A".repeat(43));
            answer(file, "without digest", 200, TRY_LATER, m -> m.digest = null);
            answer(file, "to another request", 200, TRY_LATER, m -> m.replyTo = m.id());
            answer(
                    file,
                    "from another member",
                    200,
                    TRY_LATER,
                    m -> {
                        m.source = STRANGER;
                        m.key = federation.key(STRANGER, algorithm);
                    });
            answer(file, "to another member", 200, TRY_LATER, m -> m.to = STRANGER);
            answer(
                    file,
                    "of another type",
                    200,
                    TRY_LATER,
                    m -> m.type = MessageType.RECEIPT.wire());
            answer(file, "with HTTP status 202", 202, TRY_LATER, m -> {});
            answer(
                    file,
                    "signed by a stranger",
                    200,
                    MESSAGE_NOT_ATTRIBUTABLE,
                    m -> m.key = federation.make("stranger", algorithm, ""));
            answer(
                    file,
                    "by a revoked key",
                    200,
                    KEY_REVOKED,
                    m -> m.key = federation.make(HOME, algorithm, "revoked"));
            answer(
                    file,
                    "the home city's problem",
                    422,
                    CONSENT_WITHDRAWN,
                    m -> {
                        m.type = MessageType.PROBLEM.wire();
                        m.data = Problem.of(CONSENT_WITHDRAWN, java.util.Map.of()).toJson();
                    });
            answer(
                    file,
                    "a problem that nobody knows",
                    422,
                    TRY_LATER,
                    m -> {
                        m.type = MessageType.PROBLEM.wire();
                        m.data =
                                Problem.of(CONSENT_WITHDRAWN, java.util.Map.of())
                                        .toJson()
                                        .put("type", "https://xinqiao.org/problems/unheard");
                    });
        }
        // Numbered apart, so that what came before keeps its bytes.
        int last = made;
        made = 30_000;
        for (SignatureAlgorithm each : VectorFederation.ALGORITHMS) {
            algorithm = each;
            answer(file, "an organisation disclosed", 200, null, m -> organisation(m.data));
            answer(
                    file,
                    "an organisation whose code fails its check",
                    200,
                    TRY_LATER,
                    m -> organisation(m.data).put("code", "91799999MA90000113"));
            answer(
                    file,
                    "an organisation in small letters",
                    200,
                    TRY_LATER,
                    m -> organisation(m.data).put("code", "91799999ma90000112"));
            answer(
                    file,
                    "an organisation without a name",
                    200,
                    TRY_LATER,
                    m -> organisation(m.data).remove("name"));
            answer(
                    file,
                    "an organisation with its lists",
                    200,
                    TRY_LATER,
                    m -> organisation(m.data).putArray("lists").add("BLACK"));
            answer(
                    file,
                    "an organisation and a rung",
                    200,
                    TRY_LATER,
                    m -> {
                        organisation(m.data);
                        ((ObjectNode) m.data.path("disclosed")).put("rung", 2);
                    });
        }
        made = last;
        return file;
    }

    private static ObjectNode organisation(ObjectNode data) {
        return data.putObject("disclosed")
                .putObject("organisation")
                .put("name", "合成样例一号科技有限公司")
                .put("code", "91799999MA90000112");
    }

    private void noEffect(MadeMessage answer) {
        ((ObjectNode) answer.data.path("decisions").get(0))
                .put("outcome", "NO_EFFECT")
                .put("reason", "conditions-not-met")
                .remove("until");
        answer.data.remove("subject");
    }

    private static String at(int seconds) {
        return Rfc3339.format(WireTime.of(NOW.plusSeconds(seconds)));
    }

    private void answer(
            VectorFile file,
            String what,
            int status,
            ProblemType problem,
            Consumer<MadeMessage> change)
            throws InvalidKey, Refusal {
        var code =
                new MadeCode(
                        federation.key(HOME, algorithm),
                        federation.make("device", SignatureAlgorithm.ES256, ""),
                        ++made);
        String text = code.text();
        var question =
                new MadeMessage(
                        federation.key(HOST, algorithm),
                        MessageType.RECOGNITION_REQUEST.wire(),
                        new RecognitionRequest(text, List.of(BENEFIT), "desk-1").toJson(),
                        ++made);
        question.purpose = "library.lending";
        String ref = CreditCode.parse(text).pass().claims().consentRef().wire();
        MadeMessage answer = reply(question, MessageType.RECOGNITION_RESPONSE, response(ref));
        change.accept(answer);
        String name = algorithm.jose() + ": " + what;
        ObjectNode vector =
                problem == null
                        ? file.accepts(name, "5", NOW)
                        : file.refuses(name, "5", NOW, problem);
        vector.put("question", question.jws());
        vector.putArray("benefits").add(BENEFIT);
        vector.put("consentRef", ref).put("status", status).put("answer", answer.jws());
    }

    private MadeMessage reply(MadeMessage to, MessageType type, ObjectNode data) {
        var reply = new MadeMessage(federation.key(HOME, algorithm), type.wire(), data, ++made);
        reply.source = HOME;
        reply.to = HOST;
        reply.purpose = to.purpose;
        reply.replyTo = to.id();
        reply.digest = Base64Url.encode(algorithm.suite().digest(to.bytes()));
        return reply;
    }

    private static ObjectNode response(String ref) {
        return new RecognitionResponse(
                        List.of(
                                new Decision(
                                        BENEFIT,
                                        Outcome.BENEFIT,
                                        "conditions-met",
                                        "350001#3.1",
                                        WireTime.of(NOW.plusSeconds(3600)))),
                        WireTime.of(NOW),
                        WireTime.of(NOW.plusSeconds(60)),
                        Pseudonym.derive(new byte[32], CitizenNumber.parse("11010519491231002X")),
                        null,
                        ref,
                        1,
                        "A".repeat(43))
                .toJson();
    }

    /** Answers to notices. */
    VectorFile receipts() {
        var file =
                new VectorFile(
                        "receipts.json",
                        "Protocol, sections 3 and 8. cn-350100 sent 'notice' to cn-350200;"
                                + " 'answer' came with HTTP 'status' at 'now'. 'taken': never sent"
                                + " again. 'refused': never taken, with the problem. 'not-yet': the"
                                + " same bytes are sent again later.");
        for (SignatureAlgorithm each : VectorFederation.ALGORITHMS) {
            algorithm = each;
            receipt(file, "the receipt", 202, "taken", m -> {});
            receipt(
                    file,
                    "salt of another entry",
                    202,
                    "not-yet",
                    m -> m.data.put("salt", Base64Url.encode(new byte[32])));
            receipt(
                    file,
                    "another leaf",
                    202,
                    "not-yet",
                    m -> m.data.put("leaf", Base64Url.encode(new byte[32])));
            receipt(
                    file,
                    "a salt of 31 bytes",
                    202,
                    "not-yet",
                    m -> m.data.put("salt", Base64Url.encode(new byte[31])));
            receipt(file, "another log", 202, "not-yet", m -> m.data.put("log", STRANGER + "/log"));
            receipt(file, "an unknown member", 202, "not-yet", m -> m.data.put("more", 1));
            receipt(file, "with HTTP status 200", 200, "not-yet", m -> {});
            receipt(file, "digest of other bytes", 202, "not-yet", m -> m.digest = "A".repeat(43));
            receipt(file, "to another notice", 202, "not-yet", m -> m.replyTo = m.id());
            receipt(
                    file,
                    "from another member",
                    202,
                    "not-yet",
                    m -> {
                        m.source = STRANGER;
                        m.key = federation.key(STRANGER, algorithm);
                    });
            receipt(file, "to another member", 202, "not-yet", m -> m.to = STRANGER);
            receipt(
                    file,
                    "signed by a stranger",
                    202,
                    "not-yet",
                    m -> m.key = federation.make("stranger", algorithm, ""));
            receipt(
                    file,
                    "by a revoked key",
                    202,
                    "not-yet",
                    m -> m.key = federation.make(HOME, algorithm, "revoked"));
            problem(file, RECOGNITION_UNKNOWN, "refused");
            problem(file, FIELD_INVALID, "refused");
            problem(file, TRY_LATER, "not-yet");
            problem(file, TOO_MANY_REQUESTS, "not-yet");
        }
        return file;
    }

    private void problem(VectorFile file, ProblemType problem, String verdict) {
        receipt(
                file,
                "the problem " + problem.wire(),
                problem.status(),
                verdict,
                m -> {
                    m.type = MessageType.PROBLEM.wire();
                    m.data = Problem.of(problem, java.util.Map.of()).toJson();
                });
    }

    private void receipt(
            VectorFile file,
            String what,
            int status,
            String verdict,
            Consumer<MadeMessage> change) {
        var notice =
                new MadeMessage(
                        federation.key(HOST, algorithm),
                        MessageType.TRUST_NOTICE.wire(),
                        new TrustNotice(43).toJson(),
                        ++made);
        notice.sequence = (long) made;
        byte[] salt = new byte[Receipt.BYTES];
        salt[0] = (byte) made;
        var entry = LogEntry.of(LogEntry.Direction.RECEIVED, salt, notice.bytes());
        var data = new Receipt(salt, entry.leaf().bytes(), HOME + "/log");
        MadeMessage receipt = reply(notice, MessageType.RECEIPT, data.toJson());
        change.accept(receipt);
        ObjectNode vector = file.judges(algorithm.jose() + ": " + what, "3", NOW, verdict);
        if (verdict.equals("refused")) {
            vector.put("problem", lastPart(receipt.data.path("type").stringValue()));
        }
        vector.put("notice", notice.jws()).put("status", status).put("answer", receipt.jws());
    }

    private static String lastPart(String uri) {
        return uri.substring(uri.lastIndexOf('/') + 1);
    }
}
