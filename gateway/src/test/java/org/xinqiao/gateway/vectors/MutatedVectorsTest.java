package org.xinqiao.gateway.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.code.Base45;
import org.xinqiao.contracts.code.CreditCode;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.log.EntryBundle;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.log.SignedCheckpoint;
import org.xinqiao.contracts.log.Tile;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.gateway.TestCertificate;
import org.xinqiao.gateway.trust.Pin;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.document.NodeKeysJson;
import org.xinqiao.trust.evidence.TrustArchive;
import org.xinqiao.trust.tuf.TufRefused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that a partner's bytes reach, with good bytes changed in every way that parsers fear:
 * each ends in its typed refusal, soon, in bounded memory, and nothing that a signature covers is
 * accepted changed. Repeat a run with {@code -Dxinqiao.seed=<printed>}; {@code --long} tries
 * millions.
 */
class MutatedVectorsTest {
    private static final boolean LONG = Boolean.getBoolean("xinqiao.long");
    private static final int ROUNDS = LONG ? 400_000 : 1_500;
    private static final int HEAVY_ROUNDS = LONG ? 4_000 : 25;

    /** Far above what any input takes on a busy machine, far below a hang. */
    private static final long NANOS_MAX = 20_000_000_000L;

    /** Per input: a parser that allocates what a length claims would pass it at once. */
    private static final long ALLOCATED_BYTES_MAX = 64L << 20;

    private static final Set<String> PROBLEMS =
            Arrays.stream(ProblemType.values())
                    .map(type -> "refuse " + type.wire())
                    .collect(Collectors.toSet());
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long seed = Long.getLong("xinqiao.seed", new SecureRandom().nextLong());
    private final Random random = new Random(seed);

    @TempDir java.nio.file.Path directory;

    private interface Target {
        /** What became of the bytes: a refusal, or something that begins with "accept". */
        String judge(byte[] bytes) throws Exception;
    }

    @Test
    void code_changedInItsCbor_isRefused() throws Exception {
        ObjectNode file = read("codes.json");
        VectorJudge judge = judge(file);
        for (JsonNode vector : accepted(file)) {
            byte[] good = Base45.decode(text(vector, "code"), CreditCode.PREFIX.length());
            refused(
                    good,
                    share(accepted(file).size()),
                    bytes ->
                            judge.judge(
                                    "codes.json",
                                    with(
                                            vector,
                                            "code",
                                            CreditCode.PREFIX + Base45.encode(bytes))));
        }
    }

    @Test
    void code_changedInItsText_isRefused() throws Exception {
        ObjectNode file = read("codes.json");
        VectorJudge judge = judge(file);
        for (JsonNode vector : accepted(file)) {
            byte[] good = text(vector, "code").getBytes(StandardCharsets.UTF_8);
            refused(
                    good,
                    share(accepted(file).size()),
                    bytes -> judge.judge("codes.json", with(vector, "code", utf8(bytes))));
        }
    }

    /** Past the signature: the city itself signs what nobody agreed on. */
    @Test
    void claims_changedAndSignedAnew_areReadOrRefused() throws Exception {
        ObjectNode file = read("codes.json");
        VectorJudge judge = judge(file);
        SigningKey key = testKey("cn-350200 SM2SM3");
        JsonNode bearer =
                accepted(file).stream()
                        .filter(v -> text(v, "name").equals("SM2SM3: bearer code"))
                        .findFirst()
                        .orElseThrow();
        byte[] code = Base45.decode(text(bearer, "code"), CreditCode.PREFIX.length());
        int headerAt = 3;
        int headerLength = code[2] & 0x1f;
        byte[] header = Arrays.copyOfRange(code, headerAt, headerAt + headerLength);
        int payloadAt = headerAt + headerLength + 3;
        int payloadLength = code[payloadAt - 1] & 0xff;
        byte[] payload = Arrays.copyOfRange(code, payloadAt, payloadAt + payloadLength);
        assertThat(judge.judge("codes.json", with(bearer, "code", signed(key, header, payload))))
                .isEqualTo("accept");
        survives(
                payload,
                ROUNDS,
                bytes ->
                        judge.judge(
                                "codes.json", with(bearer, "code", signed(key, header, bytes))));
    }

    private static String signed(SigningKey key, byte[] header, byte[] payload) {
        var toBeSigned = new ByteArrayOutputStream();
        toBeSigned.write(0x84);
        toBeSigned.write(0x6a);
        toBeSigned.writeBytes("Signature1".getBytes(StandardCharsets.US_ASCII));
        string(toBeSigned, header);
        string(toBeSigned, new byte[0]);
        string(toBeSigned, payload);
        var code = new ByteArrayOutputStream();
        code.write(0x81);
        code.write(0x84);
        string(code, header);
        code.write(0xa0);
        string(code, payload);
        string(code, key.sign(toBeSigned.toByteArray()));
        return CreditCode.PREFIX + Base45.encode(code.toByteArray());
    }

    private static void string(ByteArrayOutputStream out, byte[] bytes) {
        if (bytes.length < 24) {
            out.write(0x40 | bytes.length);
        } else if (bytes.length < 256) {
            out.write(0x58);
            out.write(bytes.length);
        } else {
            out.write(0x59);
            out.write(bytes.length >> 8);
            out.write(bytes.length);
        }
        out.writeBytes(bytes);
    }

    @Test
    void message_changedAnywhere_isRefused() throws Exception {
        changed("messages.json", "jws");
    }

    @Test
    void answer_changedAnywhere_isNoAnswer() throws Exception {
        changed("answers.json", "answer");
    }

    private void changed(String name, String member) throws Exception {
        ObjectNode file = read(name);
        VectorJudge judge = judge(file);
        List<JsonNode> accepted = accepted(file);
        for (JsonNode vector : accepted) {
            byte[] good = text(vector, member).getBytes(StandardCharsets.US_ASCII);
            refused(
                    good,
                    share(accepted.size()),
                    bytes -> judge.judge(name, with(vector, member, utf8(bytes))));
        }
    }

    @Test
    void receipt_changedAnywhere_settlesNothing() throws Exception {
        ObjectNode file = read("receipts.json");
        VectorJudge judge = judge(file);
        for (JsonNode vector : file.get("vectors")) {
            if (text(vector, "verdict").equals("taken")) {
                byte[] good = text(vector, "answer").getBytes(StandardCharsets.US_ASCII);
                survives(
                        good,
                        share(3),
                        bytes -> {
                            String verdict =
                                    judge.judge(
                                            "receipts.json", with(vector, "answer", utf8(bytes)));
                            assertThat(verdict).isEqualTo("not-yet");
                            return "refuse";
                        });
            }
        }
    }

    /** Past the signature: a member signs what nobody agreed on, in header and payload. */
    @Test
    void message_changedAndSignedAnew_isReadOrRefused() throws Exception {
        ObjectNode file = read("messages.json");
        VectorJudge judge = judge(file);
        SigningKey key = testKey("cn-350100 EdDSA");
        List<JsonNode> accepted =
                accepted(file).stream()
                        .filter(v -> text(v, "name").startsWith("EdDSA"))
                        .filter(v -> !text(v, "name").contains("retired"))
                        .toList();
        for (JsonNode vector : accepted) {
            String[] parts = text(vector, "jws").split("\\.");
            for (int part = 0; part < 2; part++) {
                int changed = part;
                byte[] good = Base64Url.decode(parts[part]);
                survives(
                        good,
                        share(2 * accepted.size()),
                        bytes -> {
                            String[] all = parts.clone();
                            all[changed] = Base64Url.encode(bytes);
                            String input = all[0] + "." + all[1];
                            byte[] signature = key.sign(input.getBytes(StandardCharsets.US_ASCII));
                            String jws = input + "." + Base64Url.encode(signature);
                            return judge.judge("messages.json", with(vector, "jws", jws));
                        });
            }
        }
    }

    @Test
    void checkpoint_changedAnywhere_neverStatesAnotherTree() throws Exception {
        ObjectNode file = read("log.json");
        VectorJudge judge = judge(file);
        for (JsonNode vector : accepted(file)) {
            if (text(vector, "kind").equals("checkpoint")) {
                byte[] good = text(vector, "note").getBytes(StandardCharsets.UTF_8);
                var checkpoint = SignedCheckpoint.parse(good).checkpoint();
                survives(
                        good,
                        share(3),
                        bytes -> {
                            String verdict =
                                    judge.judge("log.json", with(vector, "note", utf8(bytes)));
                            if (verdict.startsWith("accept")) {
                                byte[] read = utf8(bytes).getBytes(StandardCharsets.UTF_8);
                                assertThat(SignedCheckpoint.parse(read).checkpoint())
                                        .isEqualTo(checkpoint);
                                assertThat(verdict).isEqualTo("accept");
                            }
                            return verdict.startsWith("accept") ? "accept" : "refuse";
                        });
            }
        }
    }

    @Test
    void proof_changedAnywhere_provesNothingElse() throws Exception {
        ObjectNode file = read("log.json");
        VectorJudge judge = judge(file);
        List<JsonNode> proofs =
                accepted(file).stream()
                        .filter(v -> v.has("path") && !v.get("path").isEmpty())
                        .toList();
        for (JsonNode vector : proofs) {
            for (int i = 0; i < share(proofs.size()); i++) {
                ObjectNode changed = (ObjectNode) vector.deepCopy();
                var path = (tools.jackson.databind.node.ArrayNode) changed.get("path");
                switch (random.nextInt(4)) {
                    case 0 -> path.remove(random.nextInt(path.size()));
                    case 1 -> path.add(path.get(random.nextInt(path.size())));
                    default -> {
                        int at = random.nextInt(path.size());
                        byte[] hash = HexFormat.of().parseHex(path.get(at).stringValue());
                        hash[random.nextInt(hash.length)] ^= (byte) (1 << random.nextInt(8));
                        path.set(at, HexFormat.of().formatHex(hash));
                    }
                }
                assertThat(judge.judge("log.json", changed)).as(where(i)).isEqualTo("refuse");
            }
        }
    }

    @Test
    void tiles_changedAnywhere_areReadBackTheSame_orRefused() {
        byte[] path = "tile/entries/x001/x234/067.p/17".getBytes(StandardCharsets.UTF_8);
        survives(
                path,
                ROUNDS,
                bytes -> {
                    String text = utf8(bytes);
                    Tile.parse(text).ifPresent(tile -> assertThat(tile.path()).isEqualTo(text));
                    return "refuse";
                });
        byte[] salt = new byte[LogEntry.SALT_BYTES];
        byte[] entry = LogEntry.of(LogEntry.Direction.SENT, salt, path).bytes();
        byte[] good = EntryBundle.write(List.of(entry, entry, entry));
        survives(
                good,
                ROUNDS,
                bytes -> {
                    EntryBundle.parse(bytes, 3)
                            .ifPresent(entries ->
                                    assertThat(EntryBundle.write(entries)).isEqualTo(bytes));
                    return "refuse";
                });
    }

    @Test
    void evidence_changedAnywhere_isRefused() throws Exception {
        ObjectNode file = read("evidence.json");
        VectorJudge judge = judge(file);
        for (JsonNode vector : accepted(file)) {
            byte[] good = text(vector, "file").getBytes(StandardCharsets.UTF_8);
            survives(
                    good,
                    HEAVY_ROUNDS / 2,
                    bytes -> {
                        String verdict =
                                judge.judge("evidence.json", with(vector, "file", utf8(bytes)));
                        assertThat(verdict).startsWith("refuse [");
                        return "refuse";
                    });
        }
    }

    /**
     * A changed file of the repository is refused or left out: it adds nothing to what is trusted.
     */
    @Test
    void trustRepository_changedAnywhere_addsNothing() throws Exception {
        ObjectNode file = read("evidence.json");
        byte[] root = text(file, "root").getBytes(StandardCharsets.UTF_8);
        Map<String, byte[]> files = repository(file);
        Instant now = Instant.parse("2026-11-21T02:30:00Z");
        Set<String> trusted = trusted(TrustArchive.verify(root, files, now));
        assertThat(trusted).hasSizeGreaterThan(3);
        for (String path : files.keySet()) {
            survives(
                    files.get(path),
                    HEAVY_ROUNDS / 5,
                    bytes -> {
                        var changed = new HashMap<>(files);
                        changed.put(path, bytes);
                        try {
                            assertThat(trusted)
                                    .containsAll(trusted(TrustArchive.verify(root, changed, now)));
                        } catch (TufRefused e) {
                            assertThat(e.refusal()).isNotNull();
                        }
                        return "refuse";
                    });
        }
        survives(
                root,
                HEAVY_ROUNDS,
                bytes -> {
                    try {
                        assertThat(trusted)
                                .containsAll(trusted(TrustArchive.verify(bytes, files, now)));
                    } catch (TufRefused e) {
                        assertThat(e.refusal()).isNotNull();
                    }
                    return "refuse";
                });
    }

    /** What a certificate is recognised by is its key: nothing else in it can borrow a pin. */
    @Test
    void certificate_changedAnywhere_hasAnotherPin_orTheSameKey() throws Exception {
        var factory = CertificateFactory.getInstance("X.509");
        var tls = TestCertificate.in(directory, "partner");
        X509Certificate whole;
        try (InputStream in = java.nio.file.Files.newInputStream(tls.certificate())) {
            whole = (X509Certificate) factory.generateCertificate(in);
        }
        String pin = Pin.of(whole);
        byte[] key = whole.getPublicKey().getEncoded();
        survives(
                whole.getEncoded(),
                ROUNDS,
                bytes -> {
                    try {
                        var read =
                                (X509Certificate)
                                        factory.generateCertificate(
                                                new ByteArrayInputStream(bytes));
                        boolean sameKey = Arrays.equals(read.getPublicKey().getEncoded(), key);
                        assertThat(Pin.of(read).equals(pin)).isEqualTo(sameKey);
                    } catch (CertificateException e) {
                        assertThat(e).isNotNull();
                    }
                    return "refuse";
                });
    }

    /** Each changed input must be refused by its name. */
    private void refused(byte[] good, int rounds, Target target) {
        survives(
                good,
                rounds,
                bytes -> {
                    String verdict = target.judge(bytes);
                    assertThat(PROBLEMS).contains(verdict);
                    return verdict;
                });
    }

    /** No crash, no hang, no more memory than a bound; what else must hold, the target asserts. */
    private void survives(byte[] good, int rounds, Target target) {
        byte[] other = good.clone();
        for (int i = 0; i < rounds; i++) {
            byte[] bytes = Mutation.of(good, other, random);
            if (Arrays.equals(bytes, good) || utf8(bytes).equals(utf8(good))) {
                continue;
            }
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long begun = System.nanoTime();
            try {
                String verdict = target.judge(bytes);
                assertThat(verdict.startsWith("accept") || verdict.startsWith("refuse"))
                        .as(verdict)
                        .isTrue();
            } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError e) {
                fail(where(i) + ": " + HexFormat.of().formatHex(bytes), e);
            }
            assertThat(System.nanoTime() - begun).as(where(i)).isLessThan(NANOS_MAX);
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - allocated)
                    .as(where(i))
                    .isLessThan(ALLOCATED_BYTES_MAX);
            other = bytes.length == 0 ? other : bytes;
        }
    }

    private String where(int round) {
        return "seed " + seed + " round " + round;
    }

    private static int share(int of) {
        return Math.max(1, ROUNDS / of);
    }

    private static Map<String, byte[]> repository(ObjectNode file) throws Exception {
        String whole = text(file.get("vectors").get(0), "file");
        JsonNode files =
                StrictJson.parse(whole.getBytes(StandardCharsets.UTF_8))
                        .get("evidence")
                        .get("trust")
                        .get(0)
                        .get("files");
        var repository = new HashMap<String, byte[]>();
        for (String path : files.propertyNames()) {
            repository.put(path, Base64.getUrlDecoder().decode(text(files, path)));
        }
        return repository;
    }

    private static Set<String> trusted(TrustSnapshot snapshot) {
        var all = new TreeSet<String>();
        snapshot.members()
                .forEach(member -> {
                    all.add(member.toString());
                    snapshot.keys(member.id())
                            .ifPresent(keys -> all.add(NodeKeysJson.write(keys).toString()));
                });
        return all;
    }

    private static SigningKey testKey(String name) throws Exception {
        for (JsonNode key : read("test_keys.json").get("keys")) {
            if (text(key, "name").equals(name)) {
                return Keys.parsePrivate(key.get("jwk"));
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static List<JsonNode> accepted(ObjectNode file) {
        return file.get("vectors")
                .valueStream()
                .filter(vector -> text(vector, "verdict").equals("accept"))
                .toList();
    }

    private static JsonNode with(JsonNode vector, String member, String value) {
        return ((ObjectNode) vector.deepCopy()).put(member, value);
    }

    private static VectorJudge judge(ObjectNode file) throws Exception {
        return new VectorJudge(read("federation.json"), file);
    }

    private static String text(JsonNode json, String member) {
        return json.get(member).stringValue();
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static ObjectNode read(String name) throws Exception {
        String file = "/org/xinqiao/contracts/vectors/protocol/" + name;
        try (InputStream in = MutatedVectorsTest.class.getResourceAsStream(file)) {
            return StrictJson.parseObject(in.readAllBytes());
        }
    }
}
