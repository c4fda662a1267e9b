package org.xinqiao.gateway.vectors;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.xinqiao.contracts.code.PassClaim;
import org.xinqiao.contracts.code.PassClaims;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.log.BadProof;
import org.xinqiao.contracts.log.ConsistencyProof;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.log.InclusionProof;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.log.MalformedNote;
import org.xinqiao.contracts.log.NoteKey;
import org.xinqiao.contracts.log.SignedCheckpoint;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.AnswerRules;
import org.xinqiao.gateway.authenticate.AuthenticCode;
import org.xinqiao.gateway.authenticate.CodeBounds;
import org.xinqiao.gateway.authenticate.CodeRules;
import org.xinqiao.gateway.authenticate.JudgedMessage;
import org.xinqiao.gateway.authenticate.ReceiptRules;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.trust.TrustDocuments;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.AgreementJson;
import org.xinqiao.trust.document.Catalogue;
import org.xinqiao.trust.document.Member;
import org.xinqiao.trust.document.MemberJson;
import org.xinqiao.trust.document.NodeKeys;
import org.xinqiao.trust.document.NodeKeysJson;
import org.xinqiao.trust.evidence.EvidenceRules;
import org.xinqiao.trust.evidence.Finding;
import tools.jackson.databind.JsonNode;

/** Judges a vector by our own rules, knowing nothing but the files. */
final class VectorJudge {
    private static final NodeId HOME = NodeId.parse("cn-350200");
    private static final NodeId HOST = NodeId.parse("cn-350100");

    private final TrustSnapshot trust;
    private final JsonNode file;

    VectorJudge(JsonNode federation, JsonNode file) throws Exception {
        this.file = file;
        List<Member> members = new ArrayList<>();
        for (JsonNode member : federation.get("members")) {
            members.add(MemberJson.read(member));
        }
        List<NodeKeys> keys = new ArrayList<>();
        for (JsonNode node : federation.get("keys")) {
            NodeKeysJson.Read read = NodeKeysJson.read(node);
            if (!read.ignored().isEmpty()) {
                throw new IllegalStateException(read.ignored().toString());
            }
            keys.add(read.keys());
        }
        List<Agreement> agreements = new ArrayList<>();
        for (JsonNode agreement : federation.get("agreements")) {
            agreements.add(AgreementJson.read(StrictJson.write(agreement)));
        }
        trust =
                TrustSnapshot.of(
                        new TrustDocuments(
                                federation.get("xqtrust").longValue(),
                                Instant.parse("2100-01-01T00:00:00Z"),
                                members,
                                keys,
                                agreements,
                                List.of(),
                                Catalogue.NONE,
                                List.of()));
    }

    /** What a vector says must become of it. */
    static String expected(JsonNode vector) {
        String verdict = vector.get("verdict").stringValue();
        if (vector.has("faults")) {
            return verdict + " " + texts(vector.get("faults"));
        }
        return vector.has("problem")
                ? verdict + " " + vector.get("problem").stringValue()
                : verdict;
    }

    String judge(String name, JsonNode vector) throws Exception {
        try {
            return switch (name) {
                case "codes.json" -> code(vector);
                case "messages.json" -> message(vector);
                case "answers.json" -> answer(vector);
                case "receipts.json" -> receipt(vector);
                case "log.json" -> log(vector);
                case "evidence.json" -> evidence(vector);
                default -> throw new IllegalArgumentException(name);
            };
        } catch (Refusal e) {
            return "refuse " + e.type().wire();
        }
    }

    private ActingTrust actingFor(NodeId self) {
        Set<String> approved =
                trust.agreements().stream().map(Agreement::digest).collect(Collectors.toSet());
        return new ActingTrust(self, trust, approved);
    }

    private String code(JsonNode vector) throws Refusal {
        NodeId audience = NodeId.parse(vector.get("audience").stringValue());
        AuthenticCode code =
                CodeRules.decide(
                        vector.get("code").stringValue(),
                        audience,
                        actingFor(audience),
                        now(vector),
                        CodeBounds.DEFAULT);
        return says(code, vector.get("says")) ? "accept" : "accept, but it says something else";
    }

    private static boolean says(AuthenticCode code, JsonNode says) {
        PassClaims claims = code.claims();
        String claimed =
                switch (claims.claim()) {
                    case PassClaim.Classes classes -> HexFormat.of().formatHex(classes.bits());
                    case PassClaim.Rung rung -> String.valueOf(rung.number());
                };
        // A rung is a number there, classes are text.
        boolean claim =
                claimed.equals(says.get("claim").asString())
                        && claims.claim() instanceof PassClaim.Rung == says.get("claim").isNumber();
        boolean presented =
                code.code()
                        .presentation()
                        .map(p ->
                                HexFormat.of()
                                                .formatHex(p.nonce())
                                                .equals(says.get("nonce").stringValue())
                                        && p.issuedAt() == says.get("presentedAt").longValue())
                        .orElse(!says.has("nonce"));
        return claim
                && presented
                && claims.issuer().code().equals(says.get("iss").stringValue())
                && claims.audience().code().equals(says.get("aud").stringValue())
                && claims.issuedAt() == says.get("iat").longValue()
                && claims.expiresAt() == says.get("exp").longValue()
                && claims.agreement() == says.get("agreement").longValue()
                && claims.claim().level() == says.get("level").intValue()
                && claims.statusList() == says.get("statusList").longValue()
                && claims.statusIndex() == says.get("statusIndex").longValue()
                && claims.consentRef().wire().equals(says.get("consentRef").stringValue());
    }

    private String message(JsonNode vector) throws Refusal {
        var judged =
                JudgedMessage.of(
                        bytes(vector, "jws"),
                        vector.get("peer").stringValue(),
                        now(vector),
                        actingFor(NodeId.parse(vector.get("to").stringValue())));
        boolean says =
                judged.envelope().id().toString().equals(vector.get("id").stringValue())
                        && judged.envelope().source().value().equals(text(vector, "source"))
                        && judged.envelope().type().equals(text(vector, "type"))
                        && Base64Url.encode(judged.digest()).equals(text(vector, "digest"));
        return says ? "accept" : "accept, but it says something else";
    }

    private String answer(JsonNode vector) throws Exception {
        byte[] bytes = bytes(vector, "question");
        CompactJws jws = CompactJws.parse(bytes, JwsType.MESSAGE);
        var question =
                new AnswerRules.Question(
                        Envelope.parse(jws.payload()),
                        bytes,
                        jws.algorithm(),
                        Set.copyOf(texts(vector.get("benefits"))),
                        text(vector, "consentRef"));
        AnswerRules.decide(
                vector.get("status").intValue(),
                bytes(vector, "answer"),
                question,
                actingFor(HOST),
                now(vector));
        return "accept";
    }

    private String receipt(JsonNode vector) throws Exception {
        byte[] bytes = bytes(vector, "notice");
        CompactJws jws = CompactJws.parse(bytes, JwsType.MESSAGE);
        Envelope notice = Envelope.parse(jws.payload());
        var verdict =
                ReceiptRules.decide(
                        vector.get("status").intValue(),
                        bytes(vector, "answer"),
                        new ReceiptRules.Sent(notice.id(), notice.to(), jws.algorithm(), bytes),
                        actingFor(HOST),
                        now(vector));
        return switch (verdict) {
            case ReceiptRules.Verdict.Taken _ -> "taken";
            case ReceiptRules.Verdict.Refused refused -> "refused " + refused.why().type().wire();
            case ReceiptRules.Verdict.NotYet _ -> "not-yet";
        };
    }

    private String log(JsonNode vector) {
        return switch (text(vector, "kind")) {
            case "entry" -> entry(vector);
            case "checkpoint" -> checkpoint(vector);
            case "inclusion" ->
                    holds(() ->
                            new InclusionProof(
                                            vector.get("index").longValue(),
                                            vector.get("size").longValue(),
                                            hashes(vector.get("path")))
                                    .verify(hash(vector, "leaf"), hash(vector, "root")));
            case "consistency" ->
                    holds(() ->
                            new ConsistencyProof(
                                            vector.get("oldSize").longValue(),
                                            vector.get("newSize").longValue(),
                                            hashes(vector.get("path")))
                                    .verify(hash(vector, "oldRoot"), hash(vector, "newRoot")));
            default -> throw new IllegalArgumentException();
        };
    }

    private static String entry(JsonNode vector) {
        LogEntry entry =
                LogEntry.of(
                        LogEntry.Direction.valueOf(text(vector, "direction")),
                        HexFormat.of().parseHex(text(vector, "salt")),
                        bytes(vector, "jws"));
        boolean same =
                Arrays.equals(entry.bytes(), HexFormat.of().parseHex(text(vector, "entry")))
                        && entry.leaf().equals(hash(vector, "leaf"));
        return same ? "accept" : "refuse";
    }

    private String checkpoint(JsonNode vector) {
        try {
            SignedCheckpoint read = SignedCheckpoint.parse(bytes(vector, "note"));
            read.verify(NoteKey.ofLog(HOME, key(HOME, KeyUse.LOG)));
            if (vector.has("cosigned")) {
                Instant at =
                        read.verifyCosignature(NoteKey.ofWitness(HOST, key(HOST, KeyUse.WITNESS)));
                return at.getEpochSecond() == vector.get("cosigned").longValue()
                        ? "accept"
                        : "accept, but cosigned at " + at;
            }
            return "accept";
        } catch (MalformedNote e) {
            return "malformed";
        } catch (BadSignature e) {
            return "bad-signature";
        }
    }

    private VerificationKey key(NodeId node, KeyUse use) {
        return trust.keys(node).orElseThrow().keys().stream()
                .filter(key -> key.uses().contains(use))
                .findFirst()
                .orElseThrow()
                .key();
    }

    private interface Proof {
        void verify() throws BadProof;
    }

    private static String holds(Proof proof) {
        try {
            proof.verify();
            return "accept";
        } catch (BadProof e) {
            return "refuse";
        }
    }

    private String evidence(JsonNode vector) throws Exception {
        List<Finding> findings = EvidenceRules.decide(bytes(vector, "file"), bytes(file, "root"));
        var kinds = new TreeSet<String>();
        findings.stream()
                .filter(Finding::isFault)
                .forEach(finding -> kinds.add(finding.kind().name()));
        return (kinds.isEmpty() ? "accept " : "refuse ") + List.copyOf(kinds);
    }

    private static Instant now(JsonNode vector) {
        return Instant.parse(text(vector, "now"));
    }

    private static String text(JsonNode json, String member) {
        return json.get(member).stringValue();
    }

    private static byte[] bytes(JsonNode json, String member) {
        return text(json, member).getBytes(StandardCharsets.UTF_8);
    }

    private static Hash hash(JsonNode json, String member) {
        return Hash.of(HexFormat.of().parseHex(text(json, member)));
    }

    private static List<Hash> hashes(JsonNode array) {
        return texts(array).stream().map(hex -> Hash.of(HexFormat.of().parseHex(hex))).toList();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }
}
