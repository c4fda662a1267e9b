package org.xinqiao.gateway.vectors;

import static org.xinqiao.gateway.vectors.VectorFederation.HOME;
import static org.xinqiao.gateway.vectors.VectorFederation.HOST;
import static org.xinqiao.gateway.vectors.VectorFederation.NOW;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.log.Checkpoint;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.log.SignedCheckpoint;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.RecognitionRequest;
import org.xinqiao.contracts.problem.Problem;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.trust.evidence.EvidenceBundle;
import org.xinqiao.trust.evidence.EvidenceJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Section 8: evidence files of one question and its answer, exported by the home city. */
final class EvidenceVectors {
    private final VectorFederation federation;
    private final VectorTuf tuf;
    private final VectorFile file =
            new VectorFile(
                    "evidence.json",
                    "Protocol, section 8, and docs/evidence.md. 'file' is the whole evidence file,"
                            + " 'root' the federation's first root. A refused file names the"
                            + " kinds of its faults.");
    private SignatureAlgorithm algorithm = SignatureAlgorithm.ES256;
    private int made = 40_000;
    private MadeMessage question;
    private MadeMessage answer;

    EvidenceVectors(VectorFederation federation) {
        this.federation = federation;
        this.tuf = new VectorTuf(federation);
    }

    VectorFile file() throws InvalidKey {
        file.json.put("root", new String(tuf.root(), StandardCharsets.UTF_8));
        for (SignatureAlgorithm each :
                List.of(SignatureAlgorithm.ES256, SignatureAlgorithm.SM2SM3)) {
            algorithm = each;
            exchange("");
            vector("whole", bundle(items(true)));
            vector("cosigned by nobody", bundle(items(false)), "LEFT_OUT");
            changed();
        }
        algorithm = SignatureAlgorithm.ES256;
        exchange("");
        EvidenceBundle whole = bundle(items(true));
        vector("without the answer", bundle(items(true).subList(0, 1)), "LEFT_OUT");
        vector("without trust documents", with(whole, List.of()), "LEFT_OUT");
        String text = text(whole);
        raw("in another spelling", text.replaceFirst(":", ": "), "ALTERED");
        raw("cut off", text.substring(0, text.length() - 1), "ALTERED");
        raw("exported a second later", text.replaceFirst("02:31:00Z", "02:31:01Z"), "ALTERED");
        exchange("revoked");
        vector("a question by a revoked key", bundle(items(true)), "LEFT_OUT", "OUT_OF_DATE");
        return file;
    }

    /** Sealed again after the change, so that the seal holds and the change shows elsewhere. */
    private void changed() {
        List<EvidenceBundle.Item> items = items(true);
        EvidenceBundle.Item first = items.getFirst();
        byte[] salt = first.salt().clone();
        salt[0] ^= 1;
        vector(
                "another salt, sealed anew",
                bundle(first(items, item(first, first.jws(), salt, first.places()))),
                "ALTERED",
                "LEFT_OUT");
        String jws = first.jws();
        String forged = jws.substring(0, jws.length() - 4) + "AAAA";
        vector(
                "another signature, sealed anew",
                bundle(first(items, item(first, forged, first.salt(), first.places()))),
                "ALTERED",
                "LEFT_OUT");
        vector(
                "place of another entry, sealed anew",
                bundle(first(items, item(first, jws, first.salt(), items.get(1).places()))),
                "ALTERED",
                "LEFT_OUT");
        vector(
                "without a place, sealed anew",
                bundle(first(items, item(first, jws, first.salt(), List.of()))),
                "LEFT_OUT");
    }

    private static List<EvidenceBundle.Item> first(
            List<EvidenceBundle.Item> items, EvidenceBundle.Item changed) {
        var list = new ArrayList<>(items);
        list.set(0, changed);
        return list;
    }

    private static EvidenceBundle.Item item(
            EvidenceBundle.Item of, String jws, byte[] salt, List<EvidenceBundle.Place> places) {
        return new EvidenceBundle.Item(of.id(), of.direction(), of.at(), jws, salt, places);
    }

    private void exchange(String key) throws InvalidKey {
        var code =
                new MadeCode(
                        federation.key(HOME, algorithm),
                        federation.make("device", SignatureAlgorithm.ES256, ""),
                        ++made);
        var data = new RecognitionRequest(code.text(), List.of(), "desk-1").toJson();
        question =
                new MadeMessage(
                        federation.make(HOST, algorithm, key),
                        MessageType.RECOGNITION_REQUEST.wire(),
                        data,
                        ++made);
        question.purpose = "library.lending";
        answer =
                new MadeMessage(
                        federation.key(HOME, algorithm),
                        MessageType.PROBLEM.wire(),
                        Problem.of(ProblemType.CONSENT_WITHDRAWN, Map.of()).toJson(),
                        ++made);
        answer.source = HOME;
        answer.to = HOST;
        answer.replyTo = question.id();
        answer.digest = Base64Url.encode(algorithm.suite().digest(question.bytes()));
    }

    private List<EvidenceBundle.Item> items(boolean witnessed) {
        byte[] one = salt(1);
        byte[] two = salt(2);
        Hash received = LogEntry.of(LogEntry.Direction.RECEIVED, one, question.bytes()).leaf();
        Hash sent = LogEntry.of(LogEntry.Direction.SENT, two, answer.bytes()).leaf();
        SigningKey log = federation.make(HOME, SignatureAlgorithm.EDDSA, "log");
        SigningKey witness = federation.make(HOST, SignatureAlgorithm.EDDSA, "witness");
        var checkpoint = new Checkpoint(Checkpoint.originOf(HOME), 2, Hash.ofNode(received, sent));
        SignedCheckpoint signed = SignedCheckpoint.sign(checkpoint, HOME, log);
        SignedCheckpoint shown =
                witnessed ? signed.cosign(HOST, witness, NOW.plusSeconds(5)) : signed;
        String note = new String(shown.bytes(), StandardCharsets.UTF_8);
        return List.of(
                new EvidenceBundle.Item(
                        question.id(),
                        LogEntry.Direction.RECEIVED,
                        NOW,
                        question.jws(),
                        one,
                        List.of(new EvidenceBundle.Place(note, 0, List.of(sent.bytes())))),
                new EvidenceBundle.Item(
                        answer.id(),
                        LogEntry.Direction.SENT,
                        NOW,
                        answer.jws(),
                        two,
                        List.of(new EvidenceBundle.Place(note, 1, List.of(received.bytes())))));
    }

    private static byte[] salt(int first) {
        byte[] salt = new byte[LogEntry.SALT_BYTES];
        salt[0] = (byte) first;
        return salt;
    }

    private EvidenceBundle bundle(List<EvidenceBundle.Item> items) {
        SortedMap<String, byte[]> files = new TreeMap<>(tuf.files());
        return new EvidenceBundle(
                HOME,
                question.id(),
                NOW.plusSeconds(60),
                items,
                null,
                List.of(new EvidenceBundle.TrustState(NOW.minusSeconds(3600), files)));
    }

    private static EvidenceBundle with(
            EvidenceBundle bundle, List<EvidenceBundle.TrustState> trust) {
        return new EvidenceBundle(
                bundle.node(), bundle.about(), bundle.exportedAt(), bundle.messages(), null, trust);
    }

    private String text(EvidenceBundle bundle) {
        byte[] bytes = EvidenceJson.write(bundle, federation.key(HOME, algorithm));
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void vector(String what, EvidenceBundle bundle, String... faults) {
        raw(what, text(bundle), faults);
    }

    private void raw(String what, String text, String... faults) {
        String verdict = faults.length == 0 ? "accept" : "refuse";
        ObjectNode vector = file.judges(algorithm.jose() + ": " + what, "8", NOW, verdict);
        ArrayNode kinds = vector.putArray("faults");
        for (String fault : faults) {
            kinds.add(fault);
        }
        vector.put("file", text);
    }
}
