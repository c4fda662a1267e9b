package org.xinqiao.trust.evidence;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.tuf.TufRefused;

/**
 * What an evidence file proves to somebody who knows nothing but the federation's first root. It
 * asks nobody and reads no clock: the same file and root always give the same findings.
 */
public final class EvidenceRules {
    private final EvidenceJson.Read read;
    private final EvidenceBundle bundle;
    private final byte[] root;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<Instant, Optional<TrustSnapshot>> trust = new HashMap<>();

    private EvidenceRules(EvidenceJson.Read read, byte[] root) {
        this.read = read;
        this.bundle = read.bundle();
        this.root = root;
    }

    /**
     * Judges a file.
     *
     * @param file its bytes
     * @param root the federation's first trusted root
     * @return what it proves and what is wrong with it; it is good only if no finding is a fault
     */
    public static List<Finding> decide(byte[] file, byte[] root) throws IOException {
        EvidenceJson.Read read;
        try {
            read = EvidenceJson.read(file);
        } catch (MalformedJson e) {
            return List.of(
                    Finding.altered(
                            "文件不是本系统导出的证据：" + e.getMessage(),
                            "The file is not evidence as it was exported: " + e.getMessage()));
        }
        return new EvidenceRules(read, root).judge();
    }

    private List<Finding> judge() throws IOException {
        sealed();
        var messages = new ArrayList<Told>();
        for (EvidenceBundle.Item item : bundle.messages()) {
            authentic(item).ifPresent(messages::add);
        }
        boolean there =
                bundle.messages().stream().anyMatch(item -> item.id().equals(bundle.about()));
        if (!there) {
            findings.add(
                    Finding.leftOut(
                            "文件声称关于报文 " + bundle.about() + "，但其中没有它",
                            "The file claims to be about message "
                                    + bundle.about()
                                    + ", which is not in it"));
        }
        findings.addAll(ExchangeRules.decide(bundle, messages));
        consent(messages);
        TrustSnapshot newest = trustAt(bundle.exportedAt()).orElse(null);
        findings.addAll(LogPlaces.decide(bundle, newest));
        return List.copyOf(findings);
    }

    /**
     * A message of the bundle that its source signed.
     *
     * @param item where it stands
     * @param jws its signature
     * @param envelope what it says
     */
    record Told(EvidenceBundle.Item item, CompactJws jws, Envelope envelope) {}

    /** The exporter answers for the file as a whole: for the times, and that nothing is missing. */
    private void sealed() throws IOException {
        TrustSnapshot newest = trustAt(bundle.exportedAt()).orElse(null);
        if (newest == null) {
            return;
        }
        try {
            CompactJws seal = Attribution.parse(EvidenceJson.ascii(read.seal()), JwsType.EVIDENCE);
            Instant at = bundle.exportedAt();
            Attribution.verify(seal, bundle.node(), KeyUse.MESSAGE, at, at, newest);
            if (!Arrays.equals(seal.payload(), read.digest())) {
                throw new Attribution.NotAttributable(Attribution.Fault.BAD);
            }
            findings.add(
                    Finding.proven(
                            bundle.node() + " 于 " + at + " 导出并签封了本文件",
                            bundle.node() + " exported and sealed this file at " + at));
        } catch (Attribution.NotAttributable e) {
            findings.add(
                    Finding.altered(
                            "文件的签封不成立：导出之后被改动",
                            "The file's seal does not hold: it was changed after its export"));
        }
    }

    private Optional<Told> authentic(EvidenceBundle.Item item) throws IOException {
        if (item.jws() == null) {
            findings.add(
                    Finding.leftOut(
                            "报文 " + item.id() + " 的正文已过保存期而删除，只剩日志中的承诺",
                            "The body of message "
                                    + item.id()
                                    + " was deleted when its retention ended; only the log's"
                                    + " commitment is left"));
            return Optional.empty();
        }
        TrustSnapshot then = trustAt(item.at()).orElse(null);
        if (then == null) {
            return Optional.empty();
        }
        try {
            CompactJws jws = Attribution.parse(EvidenceJson.ascii(item.jws()), JwsType.MESSAGE);
            Envelope envelope = Envelope.parse(jws.payload());
            Instant dated = envelope.time().toInstant();
            Attribution.verify(jws, envelope.source(), KeyUse.MESSAGE, dated, item.at(), then);
            if (!envelope.id().equals(item.id())) {
                throw new Attribution.NotAttributable(Attribution.Fault.MALFORMED);
            }
            findings.add(Telling.said(envelope));
            return Optional.of(new Told(item, jws, envelope));
        } catch (Attribution.NotAttributable e) {
            findings.add(Telling.notAttributable(item, e.fault()));
        } catch (MalformedJson e) {
            findings.add(Telling.notAttributable(item, Attribution.Fault.MALFORMED));
        }
        return Optional.empty();
    }

    private void consent(List<Told> messages) throws IOException {
        if (bundle.consent() == null) {
            return;
        }
        TrustSnapshot newest = trustAt(bundle.exportedAt()).orElse(null);
        if (newest != null) {
            findings.addAll(ConsentProof.decide(bundle, messages, newest));
        }
    }

    /** The trust documents in force at an instant, verified as they were then. */
    private Optional<TrustSnapshot> trustAt(Instant at) throws IOException {
        EvidenceBundle.TrustState state = bundle.trustAt(at).orElse(null);
        Instant key = state == null ? Instant.MIN : state.from();
        Optional<TrustSnapshot> known = trust.get(key);
        if (known == null) {
            known = Optional.ofNullable(verified(state, at));
            trust.put(key, known);
        }
        return known;
    }

    private @Nullable TrustSnapshot verified(EvidenceBundle.@Nullable TrustState state, Instant at)
            throws IOException {
        if (state == null) {
            findings.add(
                    Finding.leftOut(
                            "没有 " + at + " 有效的信任文件",
                            "The trust documents in force at " + at + " are not there"));
            return null;
        }
        try {
            TrustSnapshot snapshot = TrustArchive.verify(root, state.files(), state.from());
            findings.add(
                    Finding.proven(
                            "自 " + state.from() + " 起有效的信任快照第 " + snapshot.version() + " 版由根密钥证明",
                            "Trust snapshot "
                                    + snapshot.version()
                                    + ", in force from "
                                    + state.from()
                                    + ", is vouched for by the root"));
            return snapshot;
        } catch (TufRefused e) {
            findings.add(
                    Finding.altered(
                            "信任文件未通过验证：" + e.refusal().message(),
                            "The trust documents are refused: " + e.refusal().message()));
            return null;
        }
    }
}
