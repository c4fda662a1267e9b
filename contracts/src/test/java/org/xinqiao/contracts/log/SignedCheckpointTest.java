package org.xinqiao.contracts.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.identity.NodeId;
import tools.jackson.databind.JsonNode;

class SignedCheckpointTest {
    private final JsonNode vectors = LogSamples.vectors("note_vectors.json");
    private final NodeId owner = NodeId.parse("cn-350200");
    private final NodeId witness = NodeId.parse("cn-350100");
    private final SigningKey ownersKey = key("log");
    private final SigningKey witnessKey = key("witness");
    private final NoteKey log = NoteKey.ofLog(owner, ownersKey.publicKey());
    private final NoteKey watching = NoteKey.ofWitness(witness, witnessKey.publicKey());
    private final SignedCheckpoint signed =
            SignedCheckpoint.sign(
                    new Checkpoint("cn-350200/log", 8, Hash.EMPTY_TREE), owner, ownersKey);

    @Test
    void vector_eachOne_isJudgedAsItSays() throws Exception {
        for (JsonNode vector : vectors.get("notes")) {
            String name = vector.get("name").stringValue();
            byte[] bytes =
                    vector.has("hex")
                            ? HexFormat.of().parseHex(vector.get("hex").stringValue())
                            : vector.get("note").stringValue().getBytes(StandardCharsets.UTF_8);
            if (vector.get("form").booleanValue()) {
                SignedCheckpoint read = SignedCheckpoint.parse(bytes);
                assertThat(read.bytes()).as(name).isEqualTo(bytes);
                assertThat(holds(read)).as(name).isEqualTo(vector.get("log").booleanValue());
                JsonNode at = vector.get("cosignedAt");
                assertThat(cosignedAt(read))
                        .as(name)
                        .isEqualTo(at.isNull() ? null : Instant.ofEpochSecond(at.longValue()));
            } else {
                assertThatThrownBy(() -> SignedCheckpoint.parse(bytes))
                        .as(name)
                        .isInstanceOf(MalformedNote.class);
            }
        }
    }

    @Test
    void checkpoint_signedAndCosignedHere_isTheVectorsByteForByte() throws Exception {
        byte[] golden =
                vectors.get("notes")
                        .get(0)
                        .get("note")
                        .stringValue()
                        .getBytes(StandardCharsets.UTF_8);
        Checkpoint checkpoint = SignedCheckpoint.parse(golden).checkpoint();

        assertThat(
                        SignedCheckpoint.sign(checkpoint, owner, ownersKey)
                                .cosign(witness, witnessKey, Instant.ofEpochSecond(1795224600))
                                .bytes())
                .isEqualTo(golden);
        assertThat(log.id()).isEqualTo(keyId("log"));
        assertThat(watching.id()).isEqualTo(keyId("witness"));
    }

    @Test
    void cosignature_givenAgain_replacesTheOlder() throws Exception {
        SignedCheckpoint twice =
                signed.cosign(witness, witnessKey, Instant.ofEpochSecond(100))
                        .cosign(witness, witnessKey, Instant.ofEpochSecond(160));

        assertThat(twice.note().signatures()).hasSize(2);
        assertThat(twice.verifyCosignature(watching)).isEqualTo(Instant.ofEpochSecond(160));
        twice.verify(log);
    }

    @Test
    void checkpoint_ofAnotherNode_isNotSigned() {
        assertThatThrownBy(() -> SignedCheckpoint.sign(signed.checkpoint(), witness, ownersKey))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void key_thatIsNotEd25519_signsNoNote() {
        SigningKey es256 =
                Keys.generate(SignatureAlgorithm.ES256, new java.security.SecureRandom());

        assertThatThrownBy(() -> NoteKey.ofLog(owner, es256.publicKey()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void note_atItsBounds_isReadAndOneBeyondIsRefused() throws Exception {
        SignedCheckpoint full = signed;
        for (int i = 1; i < Note.SIGNATURES_MAX; i++) {
            full = full.with(new NoteSignature("other/" + i, new byte[4], new byte[64]));
        }
        assertThat(SignedCheckpoint.parse(full.bytes())).isEqualTo(full);
        byte[] more = full.with(new NoteSignature("other/64", new byte[4], new byte[64])).bytes();
        assertThatThrownBy(() -> SignedCheckpoint.parse(more)).isInstanceOf(MalformedNote.class);
        assertThatThrownBy(() -> Note.parse(new byte[Note.BYTES_MAX + 1]))
                .hasMessage("A note has at most 16384 bytes");
    }

    /** Whatever is changed, the note is refused, or what changed is not what was signed. */
    @Test
    void note_withAnyBitChanged_neverHoldsForAnotherText() throws Exception {
        SignedCheckpoint whole = signed.cosign(witness, witnessKey, Instant.ofEpochSecond(100));
        byte[] bytes = whole.bytes();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                SignedCheckpoint read = SignedCheckpoint.parse(changed);
                boolean same = read.checkpoint().equals(whole.checkpoint());
                assertThat(!same && holds(read)).as("bit " + bit).isFalse();
                assertThat(holds(read) && cosignedAt(read) != null).as("bit " + bit).isFalse();
            } catch (MalformedNote e) {
                assertThat(e).hasMessageNotContaining("\n");
            }
        }
    }

    @Test
    void bytes_atRandom_areRefusedOrReadBackTheSame() {
        long seed = new Random().nextLong();
        System.out.println("SignedCheckpointTest seed " + seed);
        Random random = new Random(seed);
        byte[] good = signed.cosign(witness, witnessKey, Instant.EPOCH).bytes();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(SignedCheckpoint.parse(bytes).bytes()).isEqualTo(bytes);
            } catch (MalformedNote e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    @Test
    void entry_isPrefixDirectionAndDigest() {
        byte[] salt = new byte[LogEntry.SALT_BYTES];
        byte[] jws = "e30.e30.AA".getBytes(StandardCharsets.US_ASCII);

        LogEntry received = LogEntry.of(LogEntry.Direction.RECEIVED, salt, jws);
        LogEntry sent = LogEntry.of(LogEntry.Direction.SENT, salt, jws);

        assertThat(received.bytes()).hasSize(LogEntry.BYTES).startsWith('x', 'q', '1', 0);
        assertThat(sent.bytes()).startsWith('x', 'q', '1', 1);
        assertThat(HexFormat.of().formatHex(received.bytes()).substring(8))
                .isEqualTo(HexFormat.of().formatHex(sent.bytes()).substring(8))
                .isEqualTo("357524840fce18c01484e41b9ce2e0568130355b4202f57bfcdf06e1deed66fc");
        assertThat(received.leaf()).isEqualTo(Hash.ofLeaf(received.bytes()));
        assertThatThrownBy(() -> LogEntry.of(LogEntry.Direction.SENT, new byte[31], jws))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(List.of(received))
                .containsExactly(LogEntry.of(LogEntry.Direction.RECEIVED, salt, jws));
    }

    private boolean holds(SignedCheckpoint read) {
        try {
            read.verify(log);
            return true;
        } catch (BadSignature e) {
            return false;
        }
    }

    private @Nullable Instant cosignedAt(SignedCheckpoint read) {
        try {
            return read.verifyCosignature(watching);
        } catch (BadSignature e) {
            return null;
        }
    }

    private SigningKey key(String whose) {
        try {
            return Keys.parsePrivate(vectors.get(whose).get("key"));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private byte[] keyId(String whose) {
        return HexFormat.of().parseHex(vectors.get(whose).get("keyId").stringValue());
    }
}
