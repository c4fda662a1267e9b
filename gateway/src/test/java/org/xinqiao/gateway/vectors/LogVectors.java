package org.xinqiao.gateway.vectors;

import static org.xinqiao.gateway.vectors.VectorFederation.HOME;
import static org.xinqiao.gateway.vectors.VectorFederation.HOST;
import static org.xinqiao.gateway.vectors.VectorFederation.NOW;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.log.Checkpoint;
import org.xinqiao.contracts.log.ConsistencyProof;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.log.InclusionProof;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.log.MerkleTree;
import org.xinqiao.contracts.log.MissingHash;
import org.xinqiao.contracts.log.SignedCheckpoint;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Section 8: entries, checkpoints of cn-350200's log with cn-350100 as its witness, and proofs. */
final class LogVectors {
    private static final int SIZE = 11;

    private final VectorFederation federation;
    private final List<Hash> leaves = new ArrayList<>();
    private final VectorFile file =
            new VectorFile(
                    "log.json",
                    "Protocol, section 8. 'kind' entry: the leaf hash of a message in a log."
                            + " checkpoint: a note, by cn-350200's log key and, where 'cosigned'"
                            + " is there, cn-350100's witness key. consistency, inclusion: RFC"
                            + " 9162 proofs, hashes in hex. The reference vectors of others stand"
                            + " in merkle_vectors.json and note_vectors.json.");

    LogVectors(VectorFederation federation) {
        this.federation = federation;
    }

    VectorFile file() throws MissingHash {
        entries();
        checkpoints();
        proofs();
        return file;
    }

    private void entries() {
        for (int i = 0; i < SIZE; i++) {
            byte[] salt = new byte[LogEntry.SALT_BYTES];
            salt[31] = (byte) i;
            var direction = i % 2 == 0 ? LogEntry.Direction.RECEIVED : LogEntry.Direction.SENT;
            String jws = "eyJhIjox." + i + ".c2ln";
            LogEntry entry = LogEntry.of(direction, salt, jws.getBytes(StandardCharsets.US_ASCII));
            leaves.add(entry.leaf());
            file.accepts("entry " + i, "8", NOW)
                    .put("kind", "entry")
                    .put("direction", direction.name())
                    .put("salt", HexFormat.of().formatHex(salt))
                    .put("jws", jws)
                    .put("entry", HexFormat.of().formatHex(entry.bytes()))
                    .put("leaf", hex(entry.leaf()));
        }
    }

    private MerkleTree tree(int size) {
        return new MerkleTree(this::at, size);
    }

    private Hash at(int level, long index) throws MissingHash {
        if (level == 0) {
            return leaves.get((int) index);
        }
        return Hash.ofNode(at(level - 1, 2 * index), at(level - 1, 2 * index + 1));
    }

    private void checkpoints() throws MissingHash {
        SigningKey log = federation.make(HOME, SignatureAlgorithm.EDDSA, "log");
        SigningKey witness = federation.make(HOST, SignatureAlgorithm.EDDSA, "witness");
        SigningKey message = federation.key(HOME, SignatureAlgorithm.EDDSA);
        var checkpoint = new Checkpoint(Checkpoint.originOf(HOME), SIZE, tree(SIZE).root());
        SignedCheckpoint signed = SignedCheckpoint.sign(checkpoint, HOME, log);
        String note = text(signed);
        checkpoint("signed", note, "accept");
        checkpoint("signed and cosigned", text(signed.cosign(HOST, witness, NOW)), "accept")
                .put("cosigned", NOW.getEpochSecond());
        var empty = new Checkpoint(Checkpoint.originOf(HOME), 0, Hash.EMPTY_TREE);
        checkpoint("of the empty log", text(SignedCheckpoint.sign(empty, HOME, log)), "accept");
        checkpoint(
                "by the node's message key",
                text(SignedCheckpoint.sign(checkpoint, HOME, message)),
                "bad-signature");
        checkpoint(
                "by the log key, another size", note.replace("\n11\n", "\n12\n"), "bad-signature");
        checkpoint(
                "by the log key, another origin",
                note.replaceFirst("cn-350200/log", "cn-350201/log"),
                "bad-signature");
        checkpoint(
                "cosigned only",
                text(cosignedOnly(signed.cosign(HOST, witness, NOW))),
                "bad-signature");
        String line = note.substring(note.indexOf('\u2014'));
        checkpoint("two lines of one key", note + line, "bad-signature");
        checkpoint("without signature", note.substring(0, note.indexOf('\u2014')), "malformed");
        checkpoint("without its last line end", note.substring(0, note.length() - 1), "malformed");
        checkpoint("size with a leading zero", note.replace("\n11\n", "\n011\n"), "malformed");
        checkpoint("size of 2^63", note.replace("\n11\n", "\n9223372036854775808\n"), "malformed");
        checkpoint(
                "with an extension line",
                note.replaceFirst("\n\n", "\nextension\n\n"),
                "malformed");
        checkpoint("line ends of two characters", note.replace("\n", "\r\n"), "malformed");
        checkpoint("a hyphen for the dash", note.replace('\u2014', '-'), "malformed");
        checkpoint("over 16 KiB", note + line.repeat(160), "malformed");
        checkpoint("65 signatures", note + line.repeat(64), "malformed");
        checkpoint("nothing", "", "malformed");
    }

    private static SignedCheckpoint cosignedOnly(SignedCheckpoint both) {
        var last = both.note().signatures().getLast();
        return new SignedCheckpoint(
                both.checkpoint(),
                new org.xinqiao.contracts.log.Note(both.note().text(), List.of(last)));
    }

    private ObjectNode checkpoint(String what, String note, String verdict) {
        return file.judges("checkpoint: " + what, "8", NOW, verdict)
                .put("kind", "checkpoint")
                .put("note", note);
    }

    private static String text(SignedCheckpoint signed) {
        return new String(signed.bytes(), StandardCharsets.UTF_8);
    }

    private void proofs() throws MissingHash {
        for (int size = 1; size <= SIZE; size++) {
            for (int index : new TreeSet<>(List.of(0, size / 2, size - 1))) {
                InclusionProof proof = tree(size).inclusion(index);
                Hash root = tree(size).root();
                inclusion("holds", proof, leaves.get(index), root, "accept");
            }
            ConsistencyProof proof = tree(SIZE).consistency(size);
            consistency("holds", proof, tree(size).root(), tree(SIZE).root(), "accept");
        }
        InclusionProof six = tree(SIZE).inclusion(6);
        Hash root = tree(SIZE).root();
        Hash leaf = leaves.get(6);
        inclusion("another leaf", six, leaves.get(5), root, "refuse");
        inclusion("another root", six, leaf, tree(10).root(), "refuse");
        inclusion("another place", new InclusionProof(7, SIZE, six.path()), leaf, root, "refuse");
        inclusion(
                "place outside", new InclusionProof(SIZE, SIZE, six.path()), leaf, root, "refuse");
        inclusion("path cut", new InclusionProof(6, SIZE, cut(six.path())), leaf, root, "refuse");
        inclusion(
                "path longer", new InclusionProof(6, SIZE, more(six.path())), leaf, root, "refuse");
        ConsistencyProof grown = tree(SIZE).consistency(6);
        Hash before = tree(6).root();
        consistency("another earlier root", grown, tree(5).root(), root, "refuse");
        consistency("another later root", grown, before, tree(10).root(), "refuse");
        consistency(
                "path cut",
                new ConsistencyProof(6, SIZE, cut(grown.path())),
                before,
                root,
                "refuse");
        consistency(
                "path longer",
                new ConsistencyProof(6, SIZE, more(grown.path())),
                before,
                root,
                "refuse");
        consistency("shrunk", new ConsistencyProof(SIZE, 6, grown.path()), root, before, "refuse");
        consistency(
                "two roots of one size",
                new ConsistencyProof(6, 6, List.of()),
                before,
                root,
                "refuse");
        consistency(
                "a path where none belongs",
                new ConsistencyProof(6, 6, List.of(leaf)),
                before,
                before,
                "refuse");
        consistency(
                "from nothing, with a root",
                new ConsistencyProof(0, SIZE, List.of()),
                before,
                root,
                "refuse");
    }

    private static List<Hash> cut(List<Hash> path) {
        return path.subList(0, path.size() - 1);
    }

    private static List<Hash> more(List<Hash> path) {
        var longer = new ArrayList<>(path);
        longer.add(Hash.EMPTY_TREE);
        return longer;
    }

    private void inclusion(
            String what, InclusionProof proof, Hash leaf, Hash root, String verdict) {
        String name = "inclusion of %d in %d: %s".formatted(proof.index(), proof.size(), what);
        ObjectNode vector = file.judges(name, "8", NOW, verdict).put("kind", "inclusion");
        vector.put("index", proof.index()).put("size", proof.size());
        vector.put("leaf", hex(leaf)).put("root", hex(root));
        path(vector, proof.path());
    }

    private void consistency(
            String what, ConsistencyProof proof, Hash older, Hash newer, String verdict) {
        String name =
                "consistency of %d and %d: %s".formatted(proof.oldSize(), proof.newSize(), what);
        ObjectNode vector = file.judges(name, "8", NOW, verdict).put("kind", "consistency");
        vector.put("oldSize", proof.oldSize()).put("newSize", proof.newSize());
        vector.put("oldRoot", hex(older)).put("newRoot", hex(newer));
        path(vector, proof.path());
    }

    private static void path(ObjectNode vector, List<Hash> path) {
        ArrayNode hashes = vector.putArray("path");
        path.forEach(hash -> hashes.add(hex(hash)));
    }

    private static String hex(Hash hash) {
        return HexFormat.of().formatHex(hash.bytes());
    }
}
