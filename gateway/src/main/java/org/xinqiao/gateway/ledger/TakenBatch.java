package org.xinqiao.gateway.ledger;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.Finding;
import org.xinqiao.contracts.entry.Rule;
import org.xinqiao.contracts.entry.Verdict;
import org.xinqiao.contracts.log.Frontier;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.stream.BadBatch;
import org.xinqiao.contracts.stream.BatchBounds;
import org.xinqiao.contracts.stream.BatchCheck;
import org.xinqiao.contracts.stream.BatchReceipt;
import org.xinqiao.contracts.stream.Change;
import org.xinqiao.contracts.stream.Content;
import org.xinqiao.contracts.stream.Leaves;
import org.xinqiao.contracts.stream.Quarantined;
import org.xinqiao.gateway.authenticate.AuthenticBatch;
import org.xinqiao.gateway.lists.EntryJudge;
import org.xinqiao.gateway.lists.KeptStream;
import org.xinqiao.gateway.lists.Quarantine;
import org.xinqiao.gateway.lists.StreamEntries;
import org.xinqiao.gateway.lists.StreamEntries.Row;
import org.xinqiao.gateway.lists.StreamEntries.Sink;
import org.xinqiao.gateway.lists.Subjects;

/**
 * One batch while it is read and judged, change by change. It can be read again from the beginning,
 * and then forgets what it saw. What it says counts once the reading has ended without a fault.
 */
final class TakenBatch implements StreamEntries.Source {
    /** What no key of this node opens. */
    static final Finding UNREADABLE =
            new Finding(
                    Rule.PERSONS,
                    Verdict.QUARANTINE,
                    "entry",
                    "",
                    "无法用本节点的密钥解密",
                    "cannot be decrypted by a key of this node");

    private final AuthenticBatch batch;
    private final KeptStream held;
    private final EntryJudge judge;
    private final Subjects subjects;
    private final SealedEntries sealed;

    /** Keys that are recalled further on, as their source told, and by which change. */
    private final Map<String, Long> recalled;

    private Frontier edge = new Frontier();
    private final Map<String, Quarantine.Aside> aside = new LinkedHashMap<>();
    private final Map<String, Quarantined> named = new LinkedHashMap<>();
    private final Set<String> keys = new HashSet<>();

    TakenBatch(
            AuthenticBatch batch,
            KeptStream held,
            EntryJudge judge,
            Subjects subjects,
            SealedEntries sealed,
            Map<String, Long> recalled) {
        this.batch = batch;
        this.held = held;
        this.judge = judge;
        this.subjects = subjects;
        this.sealed = sealed;
        this.recalled = Map.copyOf(recalled);
    }

    @Override
    public void into(Sink sink) throws IOException, BadBatch {
        edge = Frontier.of(held.edge().hashes(), held.edge().size());
        aside.clear();
        named.clear();
        keys.clear();
        var leaves = new Leaves();
        try (InputStream file =
                new BufferedInputStream(Files.newInputStream(batch.arrived().file()))) {
            BatchCheck.read(
                    batch.manifest().statement(),
                    file,
                    BatchBounds.USUAL,
                    (change, leaf) -> {
                        edge.append(leaf, (level, index, hash) -> {});
                        keys.add(change.key());
                        sink.take(row(change, leaves));
                    });
        }
    }

    private Row row(Change change, Leaves leaves) {
        aside.remove(change.key());
        named.remove(change.key());
        Content content = change.content();
        Hash leaf = leaves.stateLeaf(change.key(), content).orElse(null);
        if (leaf == null) {
            return new Row(change.key(), change.seq(), null, null, null);
        }
        if (change.seq() < recalled.getOrDefault(change.key(), 0L)) {
            return new Row(change.key(), change.seq(), leaf, null, null);
        }
        Entry entry = entry(change);
        List<Finding> findings = entry == null ? List.of(UNREADABLE) : judged(entry);
        if (entry == null || !EntryJudge.passes(findings)) {
            setAside(change, findings);
            return new Row(change.key(), change.seq(), leaf, null, null);
        }
        byte[] subject = subjects.of(entry).orElse(null);
        return new Row(change.key(), change.seq(), leaf, content, subject);
    }

    private @Nullable Entry entry(Change change) {
        return switch (change.content()) {
            case Content.Open open -> open.entry();
            case Content.Sealed one -> sealed.open(one, held.name(), change.key(), batch.trust());
            case Content.Recalled _, Content.Erased _ -> null;
        };
    }

    private List<Finding> judged(Entry entry) {
        return judge.judge(entry, held.name().isPersonal(), batch.arrived().at());
    }

    /** What law forbids to keep is not kept, not even aside. */
    private void setAside(Change change, List<Finding> findings) {
        byte[] body =
                EntryJudge.forbidden(findings)
                        ? null
                        : switch (change.content()) {
                            case Content.Open open -> open.json();
                            case Content.Sealed one ->
                                    one.jwe().getBytes(StandardCharsets.US_ASCII);
                            case Content.Recalled _, Content.Erased _ -> null;
                        };
        aside.put(
                change.key(),
                new Quarantine.Aside(
                        UUID.randomUUID(), change.seq(), change.key(), findings, body));
        named.put(change.key(), new Quarantined(change.seq(), change.key(), findings));
    }

    /** The log's edge after it. */
    Frontier edge() {
        return edge;
    }

    /** What was set aside. */
    List<Quarantine.Aside> aside() {
        return List.copyOf(aside.values());
    }

    /** All keys that it changes. */
    List<String> keys() {
        return List.copyOf(keys);
    }

    /** What is answered, once the state's root is known, or known to be left open. */
    BatchReceipt receipt(@Nullable Hash stateRoot) {
        var manifest = batch.manifest().statement();
        var all = new ArrayList<>(named.values());
        return new BatchReceipt(
                manifest.stream(),
                manifest.from(),
                manifest.to(),
                manifest.commitment(),
                edge.root(),
                stateRoot,
                all.subList(0, Math.min(all.size(), BatchReceipt.QUARANTINED_MAX)),
                all.size());
    }
}
