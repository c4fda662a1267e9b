package org.xinqiao.contracts.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.identity.NodeId;

/**
 * A checkpoint with the signature of its log and the cosignatures of those who watched it grow (<a
 * href="https://c2sp.org/tlog-cosignature">C2SP tlog-cosignature</a>, version 1). Once {@link
 * #parse} has returned, the form is right; who stands behind it, only {@link #verify} and {@link
 * #verifyCosignature} say.
 *
 * @param checkpoint what is stated
 * @param note the note that states it
 */
public record SignedCheckpoint(Checkpoint checkpoint, Note note) {
    private static final int COSIGNATURE_BYTES = Long.BYTES + SignatureAlgorithm.SIGNATURE_BYTES;

    /** Holds the two together. */
    public SignedCheckpoint {
        if (!note.text().equals(checkpoint.text())) {
            throw new IllegalArgumentException("the note is not this checkpoint's");
        }
    }

    /** The checkpoint, signed by the log's own key. */
    public static SignedCheckpoint sign(Checkpoint checkpoint, NodeId node, SigningKey key) {
        NoteKey log = NoteKey.ofLog(node, key.publicKey());
        if (!log.name().equals(checkpoint.origin())) {
            throw new IllegalArgumentException("a node signs its own log only");
        }
        byte[] signature = key.sign(checkpoint.text().getBytes(StandardCharsets.UTF_8));
        return new SignedCheckpoint(
                checkpoint,
                new Note(
                        checkpoint.text(),
                        List.of(new NoteSignature(log.name(), log.id(), signature))));
    }

    /** The checkpoint that these bytes are. */
    public static SignedCheckpoint parse(byte[] bytes) throws MalformedNote {
        Note note = Note.parse(bytes);
        return new SignedCheckpoint(Checkpoint.parse(note.text()), note);
    }

    /**
     * Returns only if this key signed it, as the key of the log that the checkpoint names: a
     * signature under another origin does not count.
     */
    public void verify(NoteKey log) throws BadSignature {
        if (!log.name().equals(checkpoint.origin())) {
            throw new BadSignature();
        }
        log.key().verify(note.signed(), line(log).signature());
    }

    /**
     * The checkpoint with this witness's statement that, at this time, it was the largest that the
     * witness knew of, consistent with all that the witness had seen of the log. An older statement
     * by the same key is replaced.
     */
    public SignedCheckpoint cosign(NodeId witness, SigningKey key, Instant time) {
        NoteKey name = NoteKey.ofWitness(witness, key.publicKey());
        long seconds = time.getEpochSecond();
        byte[] signature =
                ByteBuffer.allocate(COSIGNATURE_BYTES)
                        .putLong(seconds)
                        .put(key.sign(cosigned(seconds)))
                        .array();
        return with(new NoteSignature(name.name(), name.id(), signature));
    }

    /** The checkpoint with one more line; a line of the same name and key id is replaced. */
    public SignedCheckpoint with(NoteSignature signature) {
        List<NoteSignature> others =
                note.signatures().stream()
                        .filter(line ->
                                !line.name().equals(signature.name())
                                        || !Arrays.equals(line.keyId(), signature.keyId()))
                        .toList();
        return new SignedCheckpoint(checkpoint, new Note(note.text(), others).with(signature));
    }

    /** The checkpoint with the lines of these keys alone, which must all be there. */
    public SignedCheckpoint only(NoteKey... keys) throws BadSignature {
        List<NoteSignature> lines = new ArrayList<>();
        for (NoteKey key : keys) {
            lines.add(line(key));
        }
        return new SignedCheckpoint(checkpoint, new Note(note.text(), lines));
    }

    /** When this witness cosigned it, by the witness's own clock; returns only if it did. */
    public Instant verifyCosignature(NoteKey witness) throws BadSignature {
        ByteBuffer bytes = ByteBuffer.wrap(line(witness).signature());
        if (bytes.remaining() != COSIGNATURE_BYTES) {
            throw new BadSignature();
        }
        long seconds = bytes.getLong();
        byte[] signature = new byte[SignatureAlgorithm.SIGNATURE_BYTES];
        bytes.get(signature);
        witness.key().verify(cosigned(seconds), signature);
        try {
            return Instant.ofEpochSecond(seconds);
        } catch (DateTimeException e) {
            throw new BadSignature();
        }
    }

    /** The one line that claims to be by this key. */
    public NoteSignature line(NoteKey key) throws BadSignature {
        List<NoteSignature> lines =
                note.signatures().stream().filter(key::claimedBy).limit(2).toList();
        // Two claims of one key: at most one is what the key signed, and which is not to be
        // guessed.
        if (lines.size() != 1) {
            throw new BadSignature();
        }
        return lines.getFirst();
    }

    /** The note as it is sent. */
    public byte[] bytes() {
        return note.bytes();
    }

    private byte[] cosigned(long seconds) {
        return ("cosignature/v1\ntime " + Long.toUnsignedString(seconds) + "\n" + note.text())
                .getBytes(StandardCharsets.UTF_8);
    }
}
