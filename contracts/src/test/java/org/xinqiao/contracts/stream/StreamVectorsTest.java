package org.xinqiao.contracts.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.avro.AvroInput;
import org.xinqiao.contracts.avro.AvroOutput;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.EntryBuilder;
import org.xinqiao.contracts.entry.EntryFields;
import org.xinqiao.contracts.entry.EntrySamples;
import org.xinqiao.contracts.entry.EntryState;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.log.Frontier;
import org.xinqiao.contracts.log.Hash;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The golden vectors of streams: what the file holds is what is made here, byte for byte, and each
 * is judged as it says. After a change of the protocol run this test with {@code
 * -Dxinqiao.vectors=write} and look at the difference.
 */
class StreamVectorsTest {
    private static final String RESOURCE =
            "src/main/resources/org/xinqiao/contracts/vectors/stream_vectors.json";
    private static final String TEST_KEYS =
            "/org/xinqiao/contracts/vectors/protocol/test_keys.json";
    private static final String[] SIGNERS = {"cn-350200 EdDSA", "cn-350200 SM2SM3"};

    private final ObjectNode file = StrictJson.object();

    @Test
    void file_isWhatIsMadeHere() throws Exception {
        make();
        String text =
                StrictJson.mapper()
                                .writer()
                                .with(SerializationFeature.INDENT_OUTPUT)
                                .writeValueAsString(file)
                        + "\n";
        Path path = module().resolve(RESOURCE);
        if ("write".equals(System.getProperty("xinqiao.vectors"))) {
            Files.writeString(path, text);
        }
        assertThat(Files.readString(path).equals(text)).isTrue();
    }

    @Test
    void changes_haveTheBytesAndHashesOfTheVectors() throws Exception {
        for (JsonNode vector : read().get("changes")) {
            byte[] avro = Base64.getDecoder().decode(vector.get("avro").stringValue());
            Change change = new ChangeCodec().read(new AvroInput(avro, 0, avro.length));
            String name = vector.get("name").stringValue();
            assertThat(change.leaf().toString())
                    .as(name)
                    .isEqualTo(vector.get("leaf").stringValue());
            assertThat(change.stateLeaf().map(Hash::toString).orElse(""))
                    .as(name)
                    .isEqualTo(vector.path("stateLeaf").asString(""));
            if (vector.has("canonical")) {
                assertThat(Hash.ofLeaf(utf8(vector.get("canonical").stringValue())))
                        .as(name)
                        .hasToString(vector.get("leaf").stringValue());
            }
        }
    }

    @Test
    void batches_areJudgedAsTheVectorsSay() throws Exception {
        var names = new HashSet<String>();
        for (JsonNode vector : read().get("batches")) {
            String name = vector.get("name").stringValue();
            assertThat(names.add(name)).as(name).isTrue();
            String expected =
                    vector.get("verdict").stringValue()
                            + (vector.has("problem")
                                    ? " " + vector.get("problem").stringValue()
                                    : "");
            assertThat(judge(vector)).as(name).isEqualTo(expected);
            assertThat(vector.get("reason").stringValue()).isNotBlank();
        }
        assertThat(names).hasSizeGreaterThan(12);
    }

    @Test
    void statements_contradictEachOtherAsTheVectorsSay() throws Exception {
        for (JsonNode vector : read().get("statements")) {
            Signed<?> first = signed(vector.get("first").stringValue());
            Signed<?> second = signed(vector.get("second").stringValue());
            verified(first);
            verified(second);
            assertThat(equivocation(first, second).isPresent())
                    .as(vector.get("name").stringValue())
                    .isEqualTo(vector.get("equivocation").booleanValue());
        }
    }

    @Test
    void lists_haveTheRootsOfTheVectors() throws Exception {
        for (JsonNode vector : read().get("lists")) {
            var tree = new StateTree();
            for (JsonNode entry : vector.get("entries")) {
                tree.add(
                        entry.get("key").stringValue(),
                        Hash.of(HexFormat.of().parseHex(entry.get("stateLeaf").stringValue())));
            }
            assertThat(tree.root()).hasToString(vector.get("stateRoot").stringValue());
        }
    }

    private static String judge(JsonNode vector) throws Exception {
        try {
            Signed<Manifest> manifest = Signed.manifest(utf8(vector.get("manifest").stringValue()));
            verified(manifest);
            BatchCheck.read(
                    manifest.statement(),
                    new ByteArrayInputStream(
                            Base64.getDecoder().decode(vector.get("file").stringValue())),
                    BatchBounds.USUAL,
                    (change, leaf) -> {});
            return "accept";
        } catch (BadBatch e) {
            return "refuse " + e.problem().wire();
        } catch (BadSignature e) {
            return "refuse message-not-attributable";
        }
    }

    private static void verified(Signed<?> statement) throws Exception {
        for (String name : SIGNERS) {
            VerificationKey key = key(name).publicKey();
            if (key.kid().equals(statement.kid())) {
                statement.verify(key);
                return;
            }
        }
        throw new BadSignature();
    }

    private static Signed<?> signed(String jws) throws BadBatch {
        try {
            return Signed.manifest(utf8(jws));
        } catch (BadBatch e) {
            return Signed.state(utf8(jws));
        }
    }

    @SuppressWarnings("unchecked")
    private static Optional<Equivocation> equivocation(Signed<?> first, Signed<?> second) {
        return first.statement() instanceof Manifest
                ? Equivocation.between((Signed<Manifest>) first, (Signed<Manifest>) second)
                : Equivocation.ofStates((Signed<StreamState>) first, (Signed<StreamState>) second);
    }

    // From here on: how they are made.

    private void make() throws Exception {
        file.put(
                "about",
                "Protocol, section 6. Keys: those of these names in protocol/test_keys.json."
                        + " 'avro' and 'file' are base64; leaves and roots are hex. 'canonical' is"
                        + " what is hashed after a zero byte. Judge a batch in this order: form of"
                        + " the manifest, its signature, the file as it is read, then count,"
                        + " Merkle root, digest. The entries are about nobody.");
        List<Change> changes = changes();
        ArrayNode made = file.putArray("changes");
        for (Change change : changes) {
            made.add(change(change));
        }
        batches(changes);
        statements(changes);
        lists(changes);
    }

    private static List<Change> changes() throws Exception {
        Entry entry = EntrySamples.penalty();
        Entry escaped =
                new EntryBuilder(entry)
                        .fields(
                                EntryFields.of(
                                        Map.of(
                                                "CF_NR", "\"quote\" \\ \b\t\n\f\r\u0000\u007f /",
                                                "a", "𠮷\u20ac",
                                                "B", "upper case sorts first")))
                        .document(null)
                        .penalty(null)
                        .build();
        var origin = new Origin(StreamSamples.STREAM, 17, Hash.ofLeaf(utf8("origin")));
        var erased = new Change(4, "4-c", Content.Open.of(entry));
        return List.of(
                new Change(1, "1-a", Content.Open.of(entry)),
                new Change(2, "2-b", Content.Open.of(escaped), origin),
                new Change(3, "1-a", Content.Open.of(entry.next(EntryState.REPAIRED))),
                new Change(4, "4-c", new Content.Erased(erased.leaf())),
                new Change(5, "4-c", new Content.Recalled()));
    }

    private static ObjectNode change(Change change) {
        var out = new AvroOutput();
        ChangeCodec.write(change, out);
        ObjectNode json =
                StrictJson.object()
                        .put("name", "change " + change.seq())
                        .put("avro", Base64.getEncoder().encodeToString(out.bytes()));
        if (!(change.content() instanceof Content.Erased)) {
            json.put("canonical", canonical(change));
        }
        json.put("leaf", change.leaf().toString());
        change.stateLeaf().ifPresent(leaf -> json.put("stateLeaf", leaf.toString()));
        return json;
    }

    /** Written apart from the code that is tested. */
    private static String canonical(Change change) {
        String entry =
                change.content() instanceof Content.Open open
                        ? "\"entry\":" + new String(open.json(), StandardCharsets.UTF_8) + ","
                        : "";
        Origin origin = change.origin();
        String from =
                origin == null
                        ? ""
                        : ",\"origin\":{\"leaf\":\"%s\",\"seq\":%d,\"stream\":\"%s\"}"
                                .formatted(
                                        Manifest.text(origin.leaf()),
                                        origin.seq(),
                                        origin.stream());
        return "{%s\"key\":\"%s\",\"op\":\"%s\"%s,\"seq\":%d}"
                .formatted(entry, change.key(), change.op(), from, change.seq());
    }

    private void batches(List<Change> changes) throws Exception {
        ArrayNode batches = file.putArray("batches");
        var batch = StreamSamples.batch(StreamSamples.STREAM, changes, null);
        Manifest manifest = batch.manifest();
        for (String signer : SIGNERS) {
            accepts(batches, "five changes, " + signer, "what it says", signer, batch);
        }
        Hash before = manifest.commitment();
        var second =
                StreamSamples.batch(
                        StreamSamples.STREAM,
                        List.of(new Change(6, "6-d", new Content.Recalled())),
                        before);
        accepts(
                batches,
                "a second batch",
                "previous is the first's commitment",
                SIGNERS[0],
                second);
        var sealed =
                StreamSamples.batch(
                        StreamSamples.PERSONAL,
                        List.of(new Change(1, "1-p", new Content.Sealed("a.b.c.d.e"))),
                        null);
        accepts(batches, "a recipient's own stream", "a JWE for each entry", SIGNERS[0], sealed);

        String good = sign(manifest, SIGNERS[0]);
        byte[] bytes = batch.file();
        String malformed = "batch-malformed";
        String other = "batch-not-as-signed";
        refuses(
                batches,
                "cut",
                "the last block is not whole",
                good,
                Arrays.copyOf(bytes, bytes.length - 1),
                malformed);
        refuses(
                batches,
                "goes on",
                "bytes after the last block",
                good,
                Arrays.copyOf(bytes, bytes.length + 3),
                malformed);
        refuses(batches, "empty", "no container file", good, new byte[0], malformed);
        refuses(batches, "another magic", "no container file", good, flipped(bytes, 0), malformed);
        refuses(
                batches,
                "flipped in the block",
                "the compressed data is not whole",
                good,
                flipped(bytes, bytes.length - 30),
                malformed);
        refuses(
                batches,
                "flipped marker",
                "the block does not end with the file's marker",
                good,
                flipped(bytes, bytes.length - 1),
                malformed);
        refuses(
                batches,
                "another file of the same length",
                "other changes than the manifest's",
                good,
                second.file(),
                other);
        refuses(
                batches,
                "fewer changes than counted",
                "to is higher than the last change",
                sign(with(manifest, 1, 6, null, manifest.merkleRoot()), SIGNERS[0]),
                bytes,
                other);
        refuses(
                batches,
                "another range",
                "the changes begin before from",
                sign(with(manifest, 2, 6, before, manifest.merkleRoot()), SIGNERS[0]),
                bytes,
                other);
        refuses(
                batches,
                "another root",
                "the Merkle root is not the changes'",
                sign(with(manifest, 1, 5, null, before), SIGNERS[0]),
                bytes,
                other);
        refuses(
                batches,
                "another digest",
                "fileDigest is not the file's",
                sign(
                        new Manifest(manifest.stream(), 1, 5, null, manifest.merkleRoot(), before),
                        SIGNERS[0]),
                bytes,
                other);
        refuses(
                batches,
                "in the clear",
                "the stream is a recipient's own",
                sign(
                        new Manifest(
                                StreamSamples.PERSONAL,
                                1,
                                5,
                                null,
                                manifest.merkleRoot(),
                                manifest.fileDigest()),
                        SIGNERS[0]),
                bytes,
                malformed);
        refuses(
                batches,
                "encrypted",
                "the stream is open",
                sign(
                        new Manifest(
                                StreamSamples.STREAM,
                                1,
                                1,
                                null,
                                sealed.manifest().merkleRoot(),
                                sealed.manifest().fileDigest()),
                        SIGNERS[0]),
                sealed.file(),
                malformed);
        refuses(
                batches,
                "another signature",
                "the payload was changed",
                tampered(good),
                bytes,
                "message-not-attributable");
        refuses(
                batches,
                "a state in place of the manifest",
                "typ is xq-state",
                signState(5, manifest.merkleRoot(), before, SIGNERS[0]),
                bytes,
                "wrong-typ");
        for (String wrong :
                List.of(
                        "\"count\":5|\"count\":4",
                        "\"from\":1|\"from\":0",
                        "\"from\":1|\"from\":2",
                        "record/penalty|record/gossip",
                        "{\"|{\"more\":1,\"")) {
            String[] change = wrong.split("\\|");
            refuses(
                    batches,
                    "manifest with " + change[1],
                    "no manifest",
                    signRaw(manifest, change[0], change[1]),
                    bytes,
                    malformed);
        }
        refuses(
                batches,
                "expands",
                "a block of 64 MiB of zeros",
                good,
                expanding(bytes),
                malformed);
    }

    private static byte[] expanding(byte[] file) throws Exception {
        var header = new ByteArrayOutputStream();
        new BatchWriter(header, StreamSamples.STREAM, 1).close();
        byte[] sync = Arrays.copyOfRange(header.toByteArray(), header.size() - 16, header.size());
        // Level and frame as the writer's own, so that the bytes are the same everywhere.
        byte[] zeros = Zstd.compress(new byte[64 << 20], 3);
        header.write(new AvroOutput().writeLong(1).writeBytes(zeros).writeFixed(sync).bytes());
        assertThat(file).startsWith(Arrays.copyOf(header.toByteArray(), 4));
        return header.toByteArray();
    }

    private void statements(List<Change> changes) throws Exception {
        ArrayNode statements = file.putArray("statements");
        Manifest first = StreamSamples.batch(StreamSamples.STREAM, changes, null).manifest();
        Hash other = Hash.ofLeaf(utf8("other"));
        Manifest next = with(first, 6, 9, first.commitment(), other);
        String one = sign(first, SIGNERS[0]);
        pair(statements, "the same, signed twice", one, sign(first, SIGNERS[1]), false);
        pair(
                statements,
                "the same with another file",
                one,
                sign(
                        new Manifest(first.stream(), 1, 5, null, first.merkleRoot(), other),
                        SIGNERS[0]),
                false);
        pair(statements, "one follows the other", one, sign(next, SIGNERS[0]), false);
        pair(
                statements,
                "another root",
                one,
                sign(with(first, 1, 5, null, other), SIGNERS[0]),
                true);
        pair(
                statements,
                "another cut",
                one,
                sign(with(first, 1, 4, null, other), SIGNERS[1]),
                true);
        pair(
                statements,
                "an overlap",
                one,
                sign(with(first, 5, 9, other, other), SIGNERS[0]),
                true);
        pair(
                statements,
                "another past",
                one,
                sign(with(first, 6, 9, other, other), SIGNERS[0]),
                true);
        String state = signState(5, first.merkleRoot(), other, SIGNERS[0]);
        pair(
                statements,
                "one state, signed twice",
                state,
                signState(5, first.merkleRoot(), other, SIGNERS[1]),
                false);
        pair(
                statements,
                "states of two sizes",
                state,
                signState(6, other, other, SIGNERS[0]),
                false);
        pair(
                statements,
                "two logs of one size",
                state,
                signState(5, other, other, SIGNERS[0]),
                true);
        pair(
                statements,
                "two lists of one log",
                state,
                signState(5, first.merkleRoot(), first.merkleRoot(), SIGNERS[0]),
                true);
    }

    private void lists(List<Change> changes) {
        ArrayNode lists = file.putArray("lists");
        for (int size = 0; size <= 5; size++) {
            ObjectNode list = lists.addObject();
            ArrayNode entries = list.putArray("entries");
            var tree = new Frontier();
            for (int i = 0; i < size; i++) {
                String key = "key-" + i;
                Hash leaf = new Leaves().stateLeaf(key, changes.getFirst().content()).orElseThrow();
                entries.addObject().put("key", key).put("stateLeaf", leaf.toString());
                tree.append(leaf, (level, index, hash) -> {});
            }
            list.put("stateRoot", tree.root().toString());
        }
    }

    private static void pair(
            ArrayNode statements, String name, String first, String second, boolean equivocation) {
        statements
                .addObject()
                .put("name", name)
                .put("first", first)
                .put("second", second)
                .put("equivocation", equivocation);
    }

    private static void accepts(
            ArrayNode batches, String name, String reason, String signer, StreamSamples.Batch batch)
            throws Exception {
        vector(batches, name, reason, sign(batch.manifest(), signer), batch.file())
                .put("verdict", "accept")
                .put("commitment", batch.manifest().commitment().toString());
    }

    private static void refuses(
            ArrayNode batches,
            String name,
            String reason,
            String manifest,
            byte[] file,
            String problem) {
        vector(batches, name, reason, manifest, file)
                .put("verdict", "refuse")
                .put("problem", problem);
    }

    private static ObjectNode vector(
            ArrayNode batches, String name, String reason, String manifest, byte[] file) {
        return batches.addObject()
                .put("name", name)
                .put("reason", reason)
                .put("manifest", manifest)
                .put("file", Base64.getEncoder().encodeToString(file));
    }

    private static Manifest with(
            Manifest manifest, long from, long to, Hash previous, Hash merkleRoot) {
        return new Manifest(
                manifest.stream(), from, to, previous, merkleRoot, manifest.fileDigest());
    }

    private static String sign(Statement statement, String signer) throws Exception {
        return new String(Signed.sign(statement, key(signer)).bytes());
    }

    private static String signState(long size, Hash logRoot, Hash stateRoot, String signer)
            throws Exception {
        return sign(
                new StreamState(
                        StreamSamples.STREAM,
                        size,
                        logRoot,
                        stateRoot,
                        OffsetDateTime.parse("2026-11-21T10:30:00+08:00")),
                signer);
    }

    private static String signRaw(Manifest manifest, String part, String instead) throws Exception {
        String json = new String(StrictJson.write(manifest.toJson()), StandardCharsets.UTF_8);
        assertThat(json).contains(part);
        return CompactJws.sign(
                key(SIGNERS[0]),
                manifest.type(),
                utf8(json.replaceFirst(Pattern.quote(part), instead)));
    }

    /** The payload of another manifest under the signature of this one. */
    private static String tampered(String jws) {
        String[] parts = jws.split("\\.");
        String payload = new String(Base64.getUrlDecoder().decode(parts[1]));
        String changed =
                payload.replace("\"to\":5", "\"to\":6").replace("\"count\":5", "\"count\":6");
        assertThat(changed).isNotEqualTo(payload);
        return parts[0]
                + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(utf8(changed))
                + "."
                + parts[2];
    }

    private static byte[] flipped(byte[] file, int at) {
        byte[] changed = file.clone();
        changed[at] ^= 1;
        return changed;
    }

    private static SigningKey key(String name) throws Exception {
        try (InputStream in = StreamVectorsTest.class.getResourceAsStream(TEST_KEYS)) {
            for (JsonNode key : StrictJson.parseObject(in.readAllBytes()).get("keys")) {
                if (key.get("name").stringValue().equals(name)) {
                    return Keys.parsePrivate(key.get("jwk"));
                }
            }
        }
        throw new AssertionError(name);
    }

    private static JsonNode read() throws Exception {
        return StrictJson.parse(Files.readAllBytes(module().resolve(RESOURCE)));
    }

    private static Path module() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("mvnw"))) {
            here = here.getParent();
        }
        return here.resolve("contracts");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
