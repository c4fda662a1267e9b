package org.xinqiao.contracts.stream;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.avro.AvroInput;
import org.xinqiao.contracts.avro.ChangeSchema;
import org.xinqiao.contracts.avro.MalformedAvro;
import org.xinqiao.contracts.avro.RepeatedTexts;
import org.xinqiao.contracts.log.Hash;

/**
 * The changes in a batch's file, an Avro object container file (<a
 * href="https://avro.apache.org/docs/1.12.0/specification/#object-container-files">specification</a>)
 * with the codec zstandard, one after another. The file may be anybody's: it takes the memory of a
 * block, whatever the file claims. What it yields is what stands there; {@link BatchCheck} says
 * whether it is what was signed.
 *
 * <p>One thread; to be closed.
 */
public final class BatchReader implements AutoCloseable {
    static final byte[] MAGIC = {'O', 'b', 'j', 1};
    static final String SCHEMA = "avro.schema";
    static final String CODEC = "avro.codec";
    static final String ZSTD = "zstandard";
    static final int SYNC_BYTES = 16;

    private static final int HEADER_MEMBERS_MAX = 16;
    private static final int NAME_BYTES_MAX = 256;
    private static final int EXPANDED_BYTES_AT_FIRST = 256 << 10;

    /** Below this a file is small enough at any ratio. */
    private static final long EXPANDED_BYTES_FREE = 1 << 20;

    private final BatchBounds bounds;
    private final FileInput file;
    private final byte[] sync;
    private final ChangeCodec codec;
    private final ZstdDecompressCtx zstd;
    private final RepeatedTexts repeated = new RepeatedTexts();
    private byte[] compressed = new byte[0];
    private byte[] expanded = new byte[EXPANDED_BYTES_AT_FIRST];
    private AvroInput block = new AvroInput(expanded, 0, 0);
    private int left;
    private int changes;
    private long expandedBytes;

    /** Reads the header. */
    public BatchReader(InputStream in, BatchBounds bounds) throws IOException, BadBatch {
        this.bounds = bounds;
        this.file = new FileInput(in, bounds.fileBytesMax());
        this.codec = header();
        this.sync = file.exactly(SYNC_BYTES);
        this.zstd = new ZstdDecompressCtx();
    }

    /** The next change; null after the last. */
    public @Nullable Change next() throws IOException, BadBatch {
        while (left == 0) {
            if (!block.atEnd()) {
                throw BadBatch.malformed("A block holds more than it counts");
            }
            if (file.atEnd()) {
                return null;
            }
            nextBlock();
        }
        left--;
        try {
            return codec.read(block);
        } catch (MalformedAvro e) {
            throw BadBatch.malformed("Change " + (changes - left) + " " + e.getMessage());
        }
    }

    /** SHA-256 of the file, once {@link #next} has answered null. */
    public Hash fileDigest() {
        return file.digest();
    }

    /** How many bytes of the file were read. */
    public long bytes() {
        return file.bytes();
    }

    @Override
    public void close() {
        zstd.close();
    }

    private ChangeCodec header() throws IOException, BadBatch {
        if (!Arrays.equals(file.exactly(MAGIC.length), MAGIC)) {
            throw BadBatch.malformed("The file is no Avro object container file");
        }
        byte[] schema = null;
        byte[] compression = null;
        int members = 0;
        for (int count = count(); count > 0; count = count()) {
            members += count;
            if (members > HEADER_MEMBERS_MAX) {
                throw BadBatch.malformed("The header has too many members");
            }
            for (int i = 0; i < count; i++) {
                String name = new String(bytes(NAME_BYTES_MAX), StandardCharsets.UTF_8);
                byte[] value = bytes(ChangeSchema.BYTES_MAX);
                switch (name) {
                    case SCHEMA -> schema = value;
                    case CODEC -> compression = value;
                    default -> {
                        // The specification leaves other members to their writers.
                    }
                }
            }
        }
        if (schema == null) {
            throw BadBatch.malformed("The header has no schema");
        }
        if (!Arrays.equals(compression, ZSTD.getBytes(StandardCharsets.US_ASCII))) {
            throw BadBatch.malformed("The file's codec is not zstandard");
        }
        try {
            return ChangeCodec.of(schema);
        } catch (MalformedAvro e) {
            throw BadBatch.malformed("The file " + e.getMessage());
        }
    }

    private int count() throws IOException, BadBatch {
        int count = file.number(-HEADER_MEMBERS_MAX, HEADER_MEMBERS_MAX, "The header's count");
        if (count < 0) {
            // The size in bytes follows, for those who skip.
            file.number(Integer.MAX_VALUE, "The header's size");
        }
        return Math.abs(count);
    }

    private byte[] bytes(int max) throws IOException, BadBatch {
        return file.exactly(file.number(max, "The length of a header's member"));
    }

    private void nextBlock() throws IOException, BadBatch {
        left = file.number(bounds.changesMax(), "The count of a block");
        changes += left;
        if (changes > bounds.changesMax()) {
            throw BadBatch.malformed(
                    "The file holds more than " + bounds.changesMax() + " changes");
        }
        int size = file.number(bounds.blockBytesMax(), "The size of a block");
        if (compressed.length < size) {
            compressed = new byte[size];
        }
        file.into(compressed, size);
        if (!Arrays.equals(file.exactly(SYNC_BYTES), sync)) {
            throw BadBatch.malformed("A block does not end with the file's marker");
        }
        int count = expand(size);
        expandedBytes += count;
        if (expandedBytes > EXPANDED_BYTES_FREE
                && expandedBytes > bounds.expansionMax() * file.bytes()) {
            throw BadBatch.malformed(
                    "The file expands to more than " + bounds.expansionMax() + " times its size");
        }
        block = new AvroInput(expanded, 0, count, repeated);
    }

    private int expand(int size) throws BadBatch {
        while (true) {
            try {
                return zstd.decompressByteArray(expanded, 0, expanded.length, compressed, 0, size);
            } catch (ZstdException e) {
                if (e.getErrorCode() != Zstd.errDstSizeTooSmall()) {
                    throw BadBatch.malformed("A block is not zstandard");
                }
                if (expanded.length >= bounds.blockBytesMax()) {
                    throw BadBatch.malformed("A block expands to more than its bound");
                }
                expanded = new byte[Math.min(4 * expanded.length, bounds.blockBytesMax())];
            }
        }
    }
}
