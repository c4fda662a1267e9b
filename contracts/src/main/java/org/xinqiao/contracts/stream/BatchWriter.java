package org.xinqiao.contracts.stream;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.avro.AvroOutput;
import org.xinqiao.contracts.avro.ChangeSchema;
import org.xinqiao.contracts.crypto.Digests;
import org.xinqiao.contracts.log.Frontier;
import org.xinqiao.contracts.log.Hash;

/**
 * Writes consecutive changes of a stream as a batch's file. The same changes give the same bytes,
 * so a file that was lost can be made again. It holds the memory of a block.
 *
 * <p>One thread; to be closed. The output is the caller's to close.
 */
public final class BatchWriter implements AutoCloseable {
    /** How many bytes are compressed together. */
    public static final int BLOCK_BYTES = 256 << 10;

    private static final int LEVEL = 3;

    private final OutputStream out;
    private final StreamName stream;
    private final long from;
    private final byte[] sync;
    private final AvroOutput block = new AvroOutput();
    private final AvroOutput framing = new AvroOutput();
    private final MessageDigest digest = Digests.newSha256();
    private final Frontier tree = new Frontier();
    private final Leaves leaves = new Leaves();
    private final ZstdCompressCtx zstd;
    private int inBlock;

    /** Begins with the header; {@code from} is the place of the first change. */
    public BatchWriter(OutputStream out, StreamName stream, long from) throws IOException {
        this.out = out;
        this.stream = stream;
        this.from = from;
        // Any 16 bytes will do that no content can foresee; these need no randomness.
        byte[] name = (stream.value() + "#" + from).getBytes(StandardCharsets.UTF_8);
        this.sync = Arrays.copyOf(Digests.sha256(name), BatchReader.SYNC_BYTES);
        header();
        this.zstd = new ZstdCompressCtx().setLevel(LEVEL).setContentSize(true);
    }

    private void header() throws IOException {
        framing.writeFixed(BatchReader.MAGIC)
                .writeLong(2)
                .writeText(BatchReader.CODEC)
                .writeText(BatchReader.ZSTD)
                .writeText(BatchReader.SCHEMA)
                .writeBytes(ChangeSchema.bytes())
                .writeLong(0)
                .writeFixed(sync);
        send();
    }

    /** Adds the next change, whose place follows the last one's; answers its leaf. */
    public Hash add(Change change) throws IOException {
        if (change.seq() != from + tree.size()) {
            throw new IllegalArgumentException("changes of a batch follow one another");
        }
        ChangeCodec.write(change, block);
        Hash leaf = leaves.leaf(change);
        tree.append(leaf, (level, index, hash) -> {});
        inBlock++;
        if (block.length() >= BLOCK_BYTES) {
            endBlock();
        }
        return leaf;
    }

    /**
     * Ends the file, which has at least one change.
     *
     * @param previous the commitment of the manifest before; null where this is the first
     * @return what is to be signed
     */
    public Manifest finish(@Nullable Hash previous) throws IOException {
        if (tree.size() == 0) {
            throw new IllegalStateException("a batch has a change");
        }
        endBlock();
        return new Manifest(
                stream,
                from,
                from + tree.size() - 1,
                previous,
                tree.root(),
                Hash.of(digest.digest()));
    }

    @Override
    public void close() {
        zstd.close();
    }

    private void endBlock() throws IOException {
        if (inBlock == 0) {
            return;
        }
        byte[] compressed = zstd.compress(Arrays.copyOf(block.buffer(), block.length()));
        framing.writeLong(inBlock).writeBytes(compressed).writeFixed(sync);
        send();
        block.clear();
        inBlock = 0;
    }

    private void send() throws IOException {
        digest.update(framing.buffer(), 0, framing.length());
        out.write(framing.buffer(), 0, framing.length());
        framing.clear();
    }
}
