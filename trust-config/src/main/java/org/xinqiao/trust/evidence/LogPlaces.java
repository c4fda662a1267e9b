package org.xinqiao.trust.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.log.BadProof;
import org.xinqiao.contracts.log.Checkpoint;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.log.InclusionProof;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.log.MalformedNote;
import org.xinqiao.contracts.log.NoteKey;
import org.xinqiao.contracts.log.SignedCheckpoint;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.document.Member;

/** Whether the exporter's log holds the messages, and who saw that log and when. */
final class LogPlaces {
    private final EvidenceBundle bundle;
    private final TrustSnapshot trust;
    private final List<Finding> findings = new ArrayList<>();

    private LogPlaces(EvidenceBundle bundle, TrustSnapshot trust) {
        this.bundle = bundle;
        this.trust = trust;
    }

    static List<Finding> decide(EvidenceBundle bundle, @Nullable TrustSnapshot trust) {
        if (trust == null) {
            return List.of();
        }
        var places = new LogPlaces(bundle, trust);
        bundle.messages().forEach(places::item);
        return places.findings;
    }

    private void item(EvidenceBundle.Item item) {
        if (item.places().isEmpty()) {
            findings.add(
                    Finding.leftOut(
                            "报文 " + item.id() + " 没有日志位置",
                            "Message " + item.id() + " has no place in the log"));
            return;
        }
        int seen = 0;
        for (EvidenceBundle.Place place : item.places()) {
            SignedCheckpoint signed = signed(place);
            if (signed != null && holds(item, place, signed.checkpoint())) {
                seen += witnesses(item, signed);
            }
        }
        if (seen == 0) {
            findings.add(
                    Finding.leftOut(
                            "报文 " + item.id() + " 没有见证节点的联署：何时入日志只有其节点自己的说法",
                            "No witness cosigned for message "
                                    + item.id()
                                    + ": when the log held it is its node's own word"));
        }
    }

    private @Nullable SignedCheckpoint signed(EvidenceBundle.Place place) {
        try {
            byte[] note = place.checkpoint().getBytes(StandardCharsets.UTF_8);
            SignedCheckpoint signed = SignedCheckpoint.parse(note);
            if (byTheLog(signed)) {
                return signed;
            }
            findings.add(
                    Finding.altered("日志检查点的签名不成立", "The checkpoint's signature does not hold"));
        } catch (MalformedNote e) {
            findings.add(Finding.altered("日志检查点格式不正确", "The checkpoint of the log is malformed"));
        }
        return null;
    }

    private boolean byTheLog(SignedCheckpoint signed) {
        NodeId node = bundle.node();
        return signed.checkpoint().origin().equals(Checkpoint.originOf(node))
                && keys(node, KeyUse.LOG).stream()
                        .anyMatch(key -> succeeds(() -> signed.verify(NoteKey.ofLog(node, key))));
    }

    private boolean holds(
            EvidenceBundle.Item item, EvidenceBundle.Place place, Checkpoint checkpoint) {
        if (item.jws() == null) {
            return false; // told already: without the body nothing ties it to its entry
        }
        LogEntry entry = LogEntry.of(item.direction(), item.salt(), EvidenceJson.ascii(item.jws()));
        var proof =
                new InclusionProof(
                        place.index(),
                        checkpoint.size(),
                        place.path().stream().map(Hash::of).toList());
        try {
            proof.verify(entry.leaf(), checkpoint.root());
            findings.add(
                    Finding.proven(
                            "报文 "
                                    + item.id()
                                    + " 是日志 "
                                    + checkpoint.origin()
                                    + " 的第 "
                                    + place.index()
                                    + " 条",
                            "Message "
                                    + item.id()
                                    + " is entry "
                                    + place.index()
                                    + " of the log "
                                    + checkpoint.origin()));
            return true;
        } catch (BadProof e) {
            findings.add(
                    Finding.altered(
                            "报文 " + item.id() + " 不在日志所说的位置：" + e.getMessage(),
                            "Message " + item.id() + " is not in the log: " + e.getMessage()));
            return false;
        }
    }

    /** A cosignature bounds when the message existed, by another node's clock. */
    private int witnesses(EvidenceBundle.Item item, SignedCheckpoint signed) {
        int seen = 0;
        for (Member member : trust.members()) {
            for (VerificationKey key : keys(member.id(), KeyUse.WITNESS)) {
                NoteKey witness = NoteKey.ofWitness(member.id(), key);
                boolean claimed = signed.note().signatures().stream().anyMatch(witness::claimedBy);
                if (claimed && !member.id().equals(bundle.node())) {
                    seen += cosigned(item, signed, member.id(), witness);
                }
            }
        }
        return seen;
    }

    private int cosigned(
            EvidenceBundle.Item item, SignedCheckpoint signed, NodeId witness, NoteKey key) {
        try {
            var at = signed.verifyCosignature(key);
            findings.add(
                    Finding.proven(
                            witness + " 见证：报文 " + item.id() + " 至迟于 " + at + " 已在日志中",
                            witness
                                    + " witnessed that message "
                                    + item.id()
                                    + " was in the log by "
                                    + at));
            return 1;
        } catch (BadSignature e) {
            findings.add(
                    Finding.altered(
                            witness + " 的联署不成立",
                            "The cosignature of " + witness + " does not hold"));
            return 0;
        }
    }

    private interface Check {
        void run() throws BadSignature;
    }

    private static boolean succeeds(Check check) {
        try {
            check.run();
            return true;
        } catch (BadSignature e) {
            return false;
        }
    }

    /** Retired keys count: what they signed before stays good; revoked ones do not. */
    private List<VerificationKey> keys(NodeId node, KeyUse use) {
        return trust.keys(node).stream()
                .flatMap(keys -> keys.keys().stream())
                .filter(key -> key.uses().contains(use))
                .filter(key -> {
                    var revoked = key.revokedAt();
                    return revoked == null || bundle.exportedAt().isBefore(revoked);
                })
                .map(key -> key.key())
                .toList();
    }
}
