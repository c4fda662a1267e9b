package org.xinqiao.gateway.bench.jmh;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.xinqiao.contracts.avro.ChangeSchema;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.entry.Document;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.EntryBuilder;
import org.xinqiao.contracts.entry.EntryFields;
import org.xinqiao.contracts.entry.Penalty;
import org.xinqiao.contracts.entry.PenaltyDomain;
import org.xinqiao.contracts.entry.PenaltyKind;
import org.xinqiao.contracts.entry.Procedure;
import org.xinqiao.contracts.entry.Severity;
import org.xinqiao.contracts.entry.SourceBody;
import org.xinqiao.contracts.entry.Subject;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.StatedNumber;
import org.xinqiao.contracts.json.Jcs;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.log.Frontier;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.stream.BadBatch;
import org.xinqiao.contracts.stream.BatchBounds;
import org.xinqiao.contracts.stream.BatchCheck;
import org.xinqiao.contracts.stream.BatchReader;
import org.xinqiao.contracts.stream.BatchWriter;
import org.xinqiao.contracts.stream.Change;
import org.xinqiao.contracts.stream.Content;
import org.xinqiao.contracts.stream.Manifest;
import org.xinqiao.contracts.stream.Signed;
import org.xinqiao.contracts.stream.StreamKind;
import org.xinqiao.contracts.stream.StreamName;

/**
 * A batch of penalties made and signed, and verified; beside bare Merkle hashing of leaves that lie
 * ready, and beside Avro's own reader and writer of the same file. Microseconds for each change.
 */
public class BatchBenchmark extends Measured {
    private static final int CHANGES = 5_000;

    /** The algorithm of the source's key. */
    @Param({"SM2SM3", "ES256"})
    public SignatureAlgorithm algorithm = SignatureAlgorithm.SM2SM3;

    private final StreamName stream =
            new StreamName(NodeId.parse("cn-350200"), StreamKind.RECORD_PENALTY);
    private final List<Change> changes = new ArrayList<>();
    private final List<byte[]> leaves = new ArrayList<>();
    private final List<GenericRecord> records = new ArrayList<>();
    private SigningKey key = Keys.generate(algorithm, new SecureRandom());
    private byte[] file = {};
    private byte[] manifest = {};

    /** One batch. */
    @Setup
    public void setUp() throws Exception {
        key = Keys.generate(algorithm, new SecureRandom());
        var random = new Random(20261121);
        for (int i = 1; i <= CHANGES; i++) {
            var change = new Change(i, Long.toHexString(random.nextLong()), entry(random));
            changes.add(change);
            leaves.add(leaf(change));
        }
        manifest = writeAndSign();
        try (var in =
                new DataFileStream<GenericRecord>(
                        new ByteArrayInputStream(file), new GenericDatumReader<>())) {
            in.forEach(records::add);
        }
        if (!verify().equals(hash())) {
            throw new IllegalStateException("the floor hashes something else");
        }
    }

    /** To send: encoded, compressed, hashed, signed. */
    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public byte[] writeAndSign() throws IOException {
        var out = new ByteArrayOutputStream(1 << 20);
        try (var writer = new BatchWriter(out, stream, 1)) {
            for (Change change : changes) {
                writer.add(change);
            }
            byte[] signed = Signed.sign(writer.finish(null), key).bytes();
            file = out.toByteArray();
            return signed;
        }
    }

    /** As received: signature, file, every leaf, both roots. */
    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public Hash verify() throws IOException, BadBatch, BadSignature {
        Signed<Manifest> signed = Signed.manifest(manifest);
        signed.verify(key.publicKey());
        BatchCheck.read(
                signed.statement(),
                new ByteArrayInputStream(file),
                BatchBounds.USUAL,
                (change, leaf) -> {});
        return signed.statement().merkleRoot();
    }

    /** Floor: the tree over leaves that lie ready. */
    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public Hash hash() {
        var tree = new Frontier();
        for (byte[] leaf : leaves) {
            tree.append(Hash.ofLeaf(leaf), (level, index, hash) -> {});
        }
        return tree.root();
    }

    /** Floor: the file read by Avro's own reader. */
    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public int decodeByAvro() throws IOException {
        int count = 0;
        try (var in =
                new DataFileStream<GenericRecord>(
                        new ByteArrayInputStream(file), new GenericDatumReader<>())) {
            while (in.hasNext()) {
                count += in.next().hasField("seq") ? 1 : 0;
            }
        }
        return count;
    }

    /** The file read by ours, with the canonical JSON of every entry, nothing hashed. */
    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public int decode() throws IOException, BadBatch {
        int count = 0;
        try (var reader = new BatchReader(new ByteArrayInputStream(file), BatchBounds.USUAL)) {
            while (reader.next() != null) {
                count++;
            }
        }
        return count;
    }

    /** Floor: the file written by Avro's own writer. */
    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public int encodeByAvro() throws IOException {
        var out = new ByteArrayOutputStream(1 << 20);
        try (var writer =
                new DataFileWriter<GenericRecord>(new GenericDatumWriter<>())
                        .setCodec(CodecFactory.zstandardCodec(3))
                        .setSyncInterval(BatchWriter.BLOCK_BYTES)
                        .create(ChangeSchema.current(), out)) {
            for (GenericRecord change : records) {
                writer.append(change);
            }
        }
        return out.size();
    }

    private static byte[] leaf(Change change) throws Exception {
        var json = StrictJson.object();
        json.set("entry", StrictJson.parseObject(((Content.Open) change.content()).json()));
        json.put("key", change.key()).put("op", "UPSERT").put("seq", change.seq());
        return Jcs.of(json);
    }

    private static Content entry(Random random) {
        String place = "厦门市思明区示例路" + random.nextInt(900) + "号";
        Entry entry =
                new EntryBuilder(
                                "record.penalty",
                                DisclosureClass.PUBLIC,
                                new Subject.Organisation(
                                        new StatedNumber("91350200MA2Y0TKL8Q"),
                                        "厦门市第" + random.nextInt(100_000) + "示例贸易有限公司"),
                                new SourceBody(
                                        new StatedNumber("11350200004133222T"),
                                        "350200",
                                        Level.CITY,
                                        "厦门市示例监督管理局"))
                        .document(
                                new Document(
                                        LocalDate.of(2026, 1, 1).plusDays(random.nextInt(300)),
                                        "厦示罚〔2026〕" + random.nextInt(100_000) + "号"))
                        .basis("《中华人民共和国行政处罚法》第九条")
                        .severity(Severity.GENERAL)
                        .until(LocalDate.of(2027, 11, 2))
                        .fields(
                                EntryFields.of(
                                        Map.of(
                                                "CF_AF",
                                                "未按规定公示年度报告",
                                                "CF_CFJG",
                                                "厦门市示例监督管理局",
                                                "CF_FDDBR",
                                                "陈示例",
                                                "CF_NR",
                                                "罚款人民币" + random.nextInt(90_000) + "元",
                                                "CF_SY",
                                                "在" + place + "经营期间未按期公示",
                                                "CF_WSH",
                                                Integer.toString(random.nextInt()),
                                                "CF_XDR_DZ",
                                                place,
                                                "CF_YJ",
                                                "《企业信息公示暂行条例》第十七条")))
                        .penalty(
                                new Penalty(
                                        "0.5",
                                        false,
                                        PenaltyDomain.OTHER,
                                        null,
                                        List.of(PenaltyKind.FINE),
                                        Procedure.ORDINARY,
                                        false))
                        .build();
        return Content.Open.of(entry);
    }
}
