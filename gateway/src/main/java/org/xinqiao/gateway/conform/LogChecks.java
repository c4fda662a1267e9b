package org.xinqiao.gateway.conform;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.log.BadProof;
import org.xinqiao.contracts.log.Checkpoint;
import org.xinqiao.contracts.log.EntryBundle;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.log.MalformedNote;
import org.xinqiao.contracts.log.MerkleTree;
import org.xinqiao.contracts.log.MissingHash;
import org.xinqiao.contracts.log.NoteKey;
import org.xinqiao.contracts.log.SignedCheckpoint;
import org.xinqiao.contracts.log.Tile;
import org.xinqiao.contracts.log.TileHashes;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.Receipt;
import org.xinqiao.contracts.message.TrustNotice;
import org.xinqiao.gateway.trust.TlsIdentity;

/**
 * Connections (section 3) and the evidence log (section 8): who sees it, and that it only grows.
 */
final class LogChecks {
    private static final String BASE = "/federation/v1/";
    private static final String CHECKPOINT = BASE + "log/checkpoint";
    private static final String SIGNED = "200, signed by the log's key";
    private static final String CONSISTENT = "grown, consistently";
    private static final Duration TAKEN_IN = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS = 200;

    private final Trial trial;
    private final Suite suite;
    private @Nullable SignedCheckpoint first;

    LogChecks(Trial trial, Suite suite) {
        this.trial = trial;
        this.suite = suite;
    }

    void run(TlsIdentity stranger) {
        connections(stranger);
        check(
                "log-checkpoint",
                "8",
                "日志检查点",
                "the log's checkpoint",
                SIGNED,
                () -> {
                    first = checkpoint();
                    return SIGNED;
                });
        check(
                "log-root",
                "8",
                "由瓦片重算树根",
                "its root, from the tiles",
                "the checkpoint's root",
                this::root);
        check(
                "log-growth",
                "8",
                "再记一条后的一致性证明",
                "a later checkpoint, with its consistency proof",
                CONSISTENT,
                this::growth);
        check(
                "log-receipt",
                "8",
                "回执所指的条目",
                "the entry that a receipt names",
                "in the log",
                this::receipted);
        missing(
                "log-no-such-tile",
                "不存在的瓦片",
                "a tile that does not exist",
                BASE + "log/tile/7/x036/x028/x797/x018/x963/967");
        missing(
                "log-bad-tile",
                "路径不合规的瓦片",
                "a tile's path in another spelling",
                BASE + "log/tile/0/0");
        missing(
                "log-of-nobody",
                "非成员的见证",
                "what it cosigned for nobody",
                BASE + "witness/cn-999999/checkpoint");
    }

    private void connections(TlsIdentity stranger) {
        check(
                "no-certificate",
                "3",
                "不出示证书",
                "no client certificate",
                "no answer",
                () -> silent(null, "TLSv1.3"));
        check(
                "tls-1.2",
                "3",
                "TLS 1.2",
                "TLS 1.2",
                "no answer",
                () -> silent(trial.member.tls(), "TLSv1.2"));
        check(
                "peer-not-source",
                "3",
                "连接的证书不属于发送方",
                "a TLS peer that is not the source",
                "403 peer-not-source, plain",
                () -> {
                    byte[] jws = notice();
                    try (Wire wire = trial.connect(stranger, "TLSv1.3")) {
                        return trial.replies.inWords(wire.post(jws, Trial.JOSE), jws, trial.now());
                    }
                });
        check(
                "log-to-a-stranger",
                "8",
                "非成员读日志",
                "a look at the log by no member",
                "403 peer-not-source, plain",
                () -> {
                    try (Wire wire = trial.connect(stranger, "TLSv1.3")) {
                        return trial.replies.inWords(
                                wire.get(CHECKPOINT), new byte[0], trial.now());
                    }
                });
    }

    /** Silence says something only where the member itself is answered. */
    private String silent(@Nullable TlsIdentity identity, String version) throws NoAnswer {
        trial.wire.get(CHECKPOINT);
        try (Wire wire = trial.connect(identity, version)) {
            return "HTTP " + wire.get(CHECKPOINT).status();
        } catch (NoAnswer e) {
            return "no answer";
        }
    }

    private void missing(String id, String zh, String en, String path) {
        check(id, "8", zh, en, "404", () -> String.valueOf(trial.wire.get(path).status()));
    }

    /** A question that nobody answers: a number would be used up where it is refused. */
    private byte[] notice() {
        return trial.letter(
                        "xinqiao.conform.request.v1",
                        trial.member.key(suite),
                        new TrustNotice(trial.trust.version()).toJson())
                .bytes();
    }

    private SignedCheckpoint checkpoint() throws NoAnswer, Skipped {
        Answer answer = trial.wire.get(CHECKPOINT);
        if (answer.status() != 200) {
            throw new NoAnswer("HTTP " + answer.status());
        }
        var key =
                trial.keyOfNode(KeyUse.LOG)
                        .orElseThrow(() -> new Skipped("the node publishes no log key"));
        try {
            SignedCheckpoint signed = SignedCheckpoint.parse(answer.body());
            signed.verify(NoteKey.ofLog(trial.node, key.key()));
            return signed;
        } catch (MalformedNote e) {
            throw new NoAnswer("malformed: " + e.getMessage());
        } catch (BadSignature e) {
            throw new NoAnswer("its signature does not hold");
        }
    }

    private Checkpoint known() throws Skipped {
        SignedCheckpoint seen = first;
        if (seen == null) {
            throw new Skipped("needs a checkpoint");
        }
        return seen.checkpoint();
    }

    private MerkleTree tree(Checkpoint of) {
        return new MerkleTree(new TileHashes(of.size(), this::tile), of.size());
    }

    private byte[] tile(Tile tile) throws MissingHash {
        try {
            Answer answer = trial.wire.get(BASE + "log/" + tile.path());
            if (answer.status() == 200) {
                return answer.body();
            }
            throw new MissingHash(tile.path() + " is answered by " + answer.status());
        } catch (NoAnswer e) {
            throw new MissingHash(String.valueOf(e.getMessage()));
        }
    }

    private String root() throws Skipped {
        try {
            Checkpoint known = known();
            return tree(known).root().equals(known.root())
                    ? "the checkpoint's root"
                    : "another root";
        } catch (MissingHash e) {
            return String.valueOf(e.getMessage());
        }
    }

    private String growth() throws NoAnswer, Skipped {
        Checkpoint known = known();
        trial.wire.post(notice(), Trial.JOSE);
        Checkpoint later = after(known.size());
        try {
            tree(later).consistency(known.size()).verify(known.root(), later.root());
            return CONSISTENT;
        } catch (MissingHash | BadProof e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** The first checkpoint of more entries than these. */
    private Checkpoint after(long size) throws NoAnswer, Skipped {
        Instant until = trial.now().plus(TAKEN_IN);
        while (trial.now().isBefore(until)) {
            Checkpoint now = checkpoint().checkpoint();
            if (now.size() > size) {
                return now;
            }
            Trial.pause(PAUSE_MILLIS);
        }
        throw new NoAnswer("the log did not grow within " + TAKEN_IN.toSeconds() + " s");
    }

    private String receipted() throws NoAnswer, Skipped {
        long before = checkpoint().checkpoint().size();
        byte[] jws =
                trial.letter(
                                MessageType.TRUST_NOTICE,
                                suite,
                                new TrustNotice(trial.trust.version()).toJson())
                        .numbered(trial.next())
                        .bytes();
        Answer answer = trial.wire.post(jws, Trial.JOSE);
        try {
            byte[] leaf =
                    Receipt.parse(trial.replies.verified(answer, jws, trial.now()).data()).leaf();
            Instant until = trial.now().plus(TAKEN_IN);
            while (trial.now().isBefore(until)) {
                if (holds(Hash.of(leaf), before, checkpoint().checkpoint().size())) {
                    return "in the log";
                }
                Trial.pause(PAUSE_MILLIS);
            }
            return "not in the log within " + TAKEN_IN.toSeconds() + " s";
        } catch (NotTheirs e) {
            return trial.replies.inWords(answer, jws, trial.now());
        } catch (MalformedJson e) {
            return "a malformed receipt";
        } catch (MissingHash e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Looks from the place on where the entry can be at the earliest. */
    private boolean holds(Hash leaf, long from, long size) throws MissingHash {
        for (long n = from / Tile.WIDTH_MAX; n * Tile.WIDTH_MAX < size; n++) {
            int width = (int) Math.min(Tile.WIDTH_MAX, size - n * Tile.WIDTH_MAX);
            Tile tile = new Tile(Tile.ENTRIES, n, width);
            List<byte[]> entries =
                    EntryBundle.parse(tile(tile), width)
                            .orElseThrow(() -> new MissingHash(tile.path() + " is malformed"));
            if (entries.stream().map(Hash::ofLeaf).anyMatch(leaf::equals)) {
                return true;
            }
        }
        return false;
    }

    private void check(
            String id,
            String clause,
            String zh,
            String en,
            String expected,
            Trial.Attempt attempt) {
        trial.check(id, null, clause, zh, en, expected, attempt);
    }
}
