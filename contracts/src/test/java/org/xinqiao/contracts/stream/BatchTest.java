package org.xinqiao.contracts.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xinqiao.contracts.avro.AvroOutput;
import org.xinqiao.contracts.avro.ChangeSchema;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.log.Frontier;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.stream.StreamSamples.Batch;

class BatchTest {
    private final long seed = Long.getLong("xinqiao.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void batch_ofAnyChanges_isReadAsItWasWritten() throws Exception {
        System.out.println("BatchTest -Dxinqiao.seed=" + seed);
        for (int round = 0; round < 40; round++) {
            List<Change> changes =
                    StreamSamples.changes(random, 1 + random.nextInt(5), 1 + random.nextInt(60));
            Hash previous = changes.getFirst().seq() == 1 ? null : StreamSamples.hash(random);

            Batch batch = StreamSamples.batch(StreamSamples.STREAM, changes, previous);

            assertThat(StreamSamples.read(batch.manifest(), batch.file())).isEqualTo(changes);
            assertThat(StreamSamples.batch(StreamSamples.STREAM, changes, previous))
                    .as("the same changes give the same bytes")
                    .usingRecursiveComparison()
                    .isEqualTo(batch);
        }
    }

    @Test
    void leaves_ofChanges_areThoseOfTheProtocol() {
        var change = new Change(7, "k-1", new Content.Recalled());
        var tree = new Frontier();
        tree.append(
                Hash.ofLeaf("{\"key\":\"k-1\",\"op\":\"RECALL\",\"seq\":7}".getBytes()),
                (level, index, hash) -> {});

        assertThat(change.leaf()).isEqualTo(tree.root());
        assertThat(change.stateLeaf()).isEmpty();
        var sealed = new Change(1, "k", new Content.Sealed("a.b.c.d.e"));
        assertThat(sealed.leaf())
                .isEqualTo(
                        Hash.ofLeaf(
                                "{\"entry\":\"a.b.c.d.e\",\"key\":\"k\",\"op\":\"UPSERT\",\"seq\":1}"
                                        .getBytes()));
        assertThat(sealed.stateLeaf())
                .contains(Hash.ofLeaf("{\"entry\":\"a.b.c.d.e\",\"key\":\"k\"}".getBytes()));
    }

    /** Who deletes a body keeps the log's root: the leaf stands in for it. */
    @Test
    void erasedBody_keepsTheRoot_andTheCommitment() throws Exception {
        List<Change> changes = StreamSamples.changes(random, 1, 20);
        Batch before = StreamSamples.batch(StreamSamples.STREAM, changes, null);
        List<Change> erased = new ArrayList<>(changes);
        erased.replaceAll(change ->
                change.op() == Op.RECALL
                        ? change
                        : new Change(
                                change.seq(),
                                change.key(),
                                new Content.Erased(change.leaf()),
                                change.origin()));

        Batch after = StreamSamples.batch(StreamSamples.STREAM, erased, null);

        assertThat(after.manifest().merkleRoot()).isEqualTo(before.manifest().merkleRoot());
        assertThat(after.manifest().commitment()).isEqualTo(before.manifest().commitment());
        assertThat(after.manifest().agreesWith(before.manifest())).isTrue();
        assertThat(StreamSamples.read(after.manifest(), after.file())).isEqualTo(erased);
    }

    /** Any Avro tool reads our files. */
    @Test
    void file_readByAvrosOwnReader_holdsTheSame() throws Exception {
        List<Change> changes = StreamSamples.changes(random, 1, 50);
        Batch batch = StreamSamples.batch(StreamSamples.STREAM, changes, null);

        try (var stream =
                new DataFileStream<GenericRecord>(
                        new ByteArrayInputStream(batch.file()), new GenericDatumReader<>())) {
            assertThat(stream.getSchema()).isEqualTo(ChangeSchema.current());
            int i = 0;
            for (GenericRecord read : stream) {
                assertThat(read.get("key").toString()).isEqualTo(changes.get(i).key());
                assertThat(read.get("seq")).isEqualTo(changes.get(i++).seq());
            }
            assertThat(i).isEqualTo(50);
        }
    }

    /** We read what any Avro tool writes. */
    @Test
    void file_writtenByAvrosOwnWriter_isRead() throws Exception {
        List<Change> changes = StreamSamples.changes(random, 1, 50);
        Batch ours = StreamSamples.batch(StreamSamples.STREAM, changes, null);
        var out = new ByteArrayOutputStream();
        try (var stream =
                        new DataFileStream<GenericRecord>(
                                new ByteArrayInputStream(ours.file()), new GenericDatumReader<>());
                var writer =
                        new DataFileWriter<GenericRecord>(new GenericDatumWriter<>())
                                .setCodec(CodecFactory.zstandardCodec(5))
                                .setSyncInterval(4_000)
                                .create(ChangeSchema.current(), out)) {
            for (GenericRecord change : stream) {
                writer.append(change);
            }
        }

        assertThat(StreamSamples.read(withDigest(ours.manifest(), out), out.toByteArray()))
                .isEqualTo(changes);
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void manifest_signed_isReadBack_andVerifiesByItsKeyAlone(SignatureAlgorithm algorithm)
            throws Exception {
        SigningKey key = StreamSamples.key(algorithm);
        Manifest manifest =
                StreamSamples.batch(StreamSamples.STREAM, StreamSamples.changes(random, 1, 3), null)
                        .manifest();

        Signed<Manifest> signed = Signed.sign(manifest, key);
        Signed<Manifest> read = Signed.manifest(signed.bytes());

        assertThat(read.statement()).isEqualTo(manifest);
        read.verify(key.publicKey());
        assertThatThrownBy(() -> read.verify(StreamSamples.key(algorithm).publicKey()))
                .isInstanceOf(BadSignature.class);
        assertThatThrownBy(() -> Signed.state(signed.bytes()))
                .isInstanceOf(BadBatch.class)
                .extracting(e -> ((BadBatch) e).problem())
                .isEqualTo(ProblemType.WRONG_TYP);
        byte[] changed = signed.bytes();
        changed[changed.length / 2] ^= 1;
        assertThatThrownBy(() -> Signed.manifest(changed).verify(key.publicKey()))
                .isInstanceOfAny(BadBatch.class, BadSignature.class);
    }

    @Test
    void file_cutAnywhere_isRefused() {
        Batch batch = batch(30);
        for (int length = 0; length < batch.file().length; length += 1 + random.nextInt(40)) {
            assertRefused(batch.manifest(), Arrays.copyOf(batch.file(), length));
        }
    }

    @Test
    void file_withAnyByteFlipped_isRefused() {
        Batch batch = batch(10);
        for (int i = 0; i < batch.file().length; i += 1 + random.nextInt(3)) {
            byte[] file = batch.file().clone();
            file[i] ^= (byte) (1 << random.nextInt(8));
            assertRefused(batch.manifest(), file);
        }
    }

    @Test
    void file_withABlockTwiceOrGoneOrMovedAround_isRefused() {
        Batch first = batch(5);
        List<Change> changes = StreamSamples.changes(random, 1, 6);
        Collections.swap(changes, 2, 3);
        assertThatThrownBy(() -> StreamSamples.batch(StreamSamples.STREAM, changes, null))
                .isInstanceOf(IllegalArgumentException.class);
        byte[] twice = Arrays.copyOf(first.file(), first.file().length * 2);
        System.arraycopy(first.file(), 0, twice, first.file().length, first.file().length);
        assertRefused(first.manifest(), twice);
    }

    @Test
    void changes_otherThanTheManifests_areRefused() {
        Batch one = batch(5);
        Batch other = batch(5);
        Manifest manifest = one.manifest();

        assertThat(refusal(withDigest(manifest, other.file()), other.file()))
                .isEqualTo(ProblemType.BATCH_NOT_AS_SIGNED);
        assertThat(refusal(moved(manifest, 2), one.file()))
                .isEqualTo(ProblemType.BATCH_NOT_AS_SIGNED);
        assertThat(
                        refusal(
                                new Manifest(
                                        manifest.stream(),
                                        1,
                                        6,
                                        null,
                                        manifest.merkleRoot(),
                                        manifest.fileDigest()),
                                one.file()))
                .isEqualTo(ProblemType.BATCH_NOT_AS_SIGNED);
        assertThat(
                        refusal(
                                new Manifest(
                                        manifest.stream(),
                                        1,
                                        5,
                                        null,
                                        manifest.merkleRoot(),
                                        StreamSamples.hash(random)),
                                one.file()))
                .isEqualTo(ProblemType.BATCH_NOT_AS_SIGNED);
    }

    @Test
    void entry_inTheClear_inARecipientsOwnStream_isRefused() {
        Batch batch =
                StreamSamples.batch(
                        StreamSamples.PERSONAL,
                        List.of(
                                new Change(
                                        1,
                                        "k",
                                        Content.Open.of(
                                                org.xinqiao.contracts.entry.EntrySamples
                                                        .penalty()))),
                        null);

        assertThat(refusal(batch.manifest(), batch.file())).isEqualTo(ProblemType.BATCH_MALFORMED);
    }

    /**
     * A file of a few kilobytes that would be 64 megabytes: refused, within the memory of a block.
     */
    @Test
    void file_thatExpands_isRefusedWithinItsBounds() throws Exception {
        byte[] zeros = Zstd.compress(new byte[64 << 20], 1);
        byte[] file = withBlock(1, zeros);

        assertThat(file.length).isLessThan(1 << 18);
        assertThat(refusal(batch(1).manifest(), file)).isEqualTo(ProblemType.BATCH_MALFORMED);
    }

    @Test
    void file_ofManySmallExpandingBlocks_isRefusedByItsRatio() throws Exception {
        byte[] zeros = Zstd.compress(new byte[4 << 20], 1);
        var reader =
                new BatchReader(new ByteArrayInputStream(withBlock(0, zeros)), BatchBounds.USUAL);

        assertThatThrownBy(reader::next)
                .isInstanceOf(BadBatch.class)
                .hasMessageContaining("expands");
        reader.close();
    }

    @Test
    void file_thatClaimsHugeParts_isRefused_withoutAllocatingThem() throws Exception {
        for (long claimed : new long[] {-1, 1L << 31, 1L << 40, Long.MAX_VALUE}) {
            byte[] block = new AvroOutput().writeLong(1).writeLong(claimed).bytes();
            assertRefused(batch(1).manifest(), join(header(), block));
            byte[] text = new AvroOutput().writeLong(1).writeLong(1).writeLong(claimed).bytes();
            assertRefused(batch(1).manifest(), withBlock(1, Zstd.compress(text)));
        }
    }

    @Test
    void file_largerThanItsBounds_isRefused_atTheBoundExactly() throws Exception {
        Batch batch = batch(20);
        int length = batch.file().length;
        assertThat(readWithin(batch, new BatchBounds(length, 20, 1 << 20, 200))).isEqualTo(20);
        assertThatThrownBy(() -> readWithin(batch, new BatchBounds(length - 1, 20, 1 << 20, 200)))
                .isInstanceOf(BadBatch.class);
        assertThatThrownBy(() -> readWithin(batch, new BatchBounds(length, 19, 1 << 20, 200)))
                .isInstanceOf(BadBatch.class);
    }

    /** The specification lets writers put the size after a negative count. */
    @Test
    void header_withItsSize_isRead() throws Exception {
        Batch batch = batch(3);
        byte[] ours = batch.file();
        assertThat(ours[4]).as("two members").isEqualTo((byte) 4);
        int members = header().length - 16 - 4 - 2;
        byte[] count = new AvroOutput().writeLong(-2).writeLong(members).bytes();
        byte[] file =
                join(join(Arrays.copyOf(ours, 4), count), Arrays.copyOfRange(ours, 5, ours.length));

        assertThat(StreamSamples.read(withDigest(batch.manifest(), file), file)).hasSize(3);
    }

    @Test
    void file_ofManyBlocks_isReadOneByOne() throws Exception {
        Batch batch = batch(3_000);
        assertThat(batch.file().length).isGreaterThan(200_000);
        try (var reader =
                new BatchReader(new ByteArrayInputStream(batch.file()), BatchBounds.USUAL)) {
            reader.next();
            assertThat(reader.bytes()).isLessThan(batch.file().length * 3L / 4);
        }
    }

    /** Whoever cannot keep what it is given says so, and the batch is not taken. */
    @Test
    void sink_thatFails_endsTheReading() {
        Batch batch = batch(10);
        var taken = new ArrayList<Change>();

        assertThatThrownBy(() ->
                        BatchCheck.read(
                                batch.manifest(),
                                new ByteArrayInputStream(batch.file()),
                                BatchBounds.USUAL,
                                (change, leaf) -> {
                                    if (taken.size() == 4) {
                                        throw new IOException("no space left");
                                    }
                                    taken.add(change);
                                }))
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
        assertThat(taken).hasSize(4);
    }

    /** What is read is not held: an endless file ends at its bound, with little memory. */
    @Test
    void file_withoutEnd_isRefusedAtTheBound() throws Exception {
        byte[] header = header();
        var given = new AtomicLong();
        var endless =
                new InputStream() {
                    @Override
                    public int read() {
                        throw new AssertionError("in bulk");
                    }

                    @Override
                    public int read(byte[] into, int from, int count) {
                        int place = (int) Math.min(given.get(), header.length);
                        int part = Math.min(count, header.length - place);
                        System.arraycopy(header, place, into, from, part);
                        Arrays.fill(into, from + part, from + count, (byte) 1);
                        given.addAndGet(count);
                        return count;
                    }
                };

        assertThatThrownBy(() ->
                        BatchCheck.read(
                                batch(1).manifest(),
                                endless,
                                new BatchBounds(1 << 20, 10, 1 << 16, 10),
                                (change, leaf) -> {}))
                .isInstanceOf(BadBatch.class);
        assertThat(given.get()).isLessThan(2 << 20);
    }

    private Batch batch(int count) {
        return StreamSamples.batch(
                StreamSamples.STREAM, StreamSamples.changes(random, 1, count), null);
    }

    private static int readWithin(Batch batch, BatchBounds bounds) throws Exception {
        List<Change> changes = new ArrayList<>();
        BatchCheck.read(
                batch.manifest(),
                new ByteArrayInputStream(batch.file()),
                bounds,
                (change, leaf) -> changes.add(change));
        return changes.size();
    }

    private void assertRefused(Manifest manifest, byte[] file) {
        assertThat(refusal(manifest, file))
                .as("seed %s", seed)
                .isIn(ProblemType.BATCH_MALFORMED, ProblemType.BATCH_NOT_AS_SIGNED);
    }

    private static ProblemType refusal(Manifest manifest, byte[] file) {
        try {
            StreamSamples.read(manifest, file);
        } catch (BadBatch e) {
            return e.problem();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("was taken");
    }

    private static byte[] header() throws IOException {
        var out = new ByteArrayOutputStream();
        new BatchWriter(out, StreamSamples.STREAM, 1).close();
        return out.toByteArray();
    }

    private static byte[] withBlock(int count, byte[] compressed) throws IOException {
        byte[] header = header();
        byte[] sync = Arrays.copyOfRange(header, header.length - 16, header.length);
        byte[] block =
                new AvroOutput().writeLong(count).writeBytes(compressed).writeFixed(sync).bytes();
        return join(header, block);
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static Manifest withDigest(Manifest manifest, ByteArrayOutputStream file) {
        return withDigest(manifest, file.toByteArray());
    }

    private static Manifest withDigest(Manifest manifest, byte[] file) {
        return new Manifest(
                manifest.stream(),
                manifest.from(),
                manifest.to(),
                manifest.previous(),
                manifest.merkleRoot(),
                Hash.of(org.xinqiao.contracts.crypto.Digests.sha256(file)));
    }

    private Manifest moved(Manifest manifest, long from) {
        return new Manifest(
                manifest.stream(),
                from,
                manifest.to() + from - 1,
                StreamSamples.hash(random),
                manifest.merkleRoot(),
                manifest.fileDigest());
    }
}
