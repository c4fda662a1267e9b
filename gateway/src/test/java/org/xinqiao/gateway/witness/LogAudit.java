package org.xinqiao.gateway.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xinqiao.contracts.log.EntryBundle;
import org.xinqiao.contracts.log.Frontier;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.log.MerkleTree;
import org.xinqiao.contracts.log.MissingHash;
import org.xinqiao.contracts.log.NoteKey;
import org.xinqiao.contracts.log.SignedCheckpoint;
import org.xinqiao.contracts.log.Tile;
import org.xinqiao.contracts.log.TileHashes;

/**
 * Holds a log to all that it ever signed, as somebody does who has its tiles, its public key and
 * the checkpoints that were seen on the way, and believes nothing.
 */
public final class LogAudit {
    private final NoteKey key;
    private final SignedCheckpoint last;
    private final MerkleTree tree;
    private final Map<ByteBuffer, List<Long>> places = new HashMap<>();

    /**
     * Reads the whole log. Once this has returned, its entries make the root that is signed, once
     * each by themselves and once by the tiles of hashes.
     */
    public LogAudit(NoteKey key, SignedCheckpoint last, TileHashes.Reader tiles) throws Exception {
        this.key = key;
        this.last = last;
        last.verify(key);
        long size = last.checkpoint().size();
        this.tree = new MerkleTree(new TileHashes(size, tiles), size);
        var frontier = new Frontier();
        for (byte[] entry : entries(size, tiles)) {
            places.computeIfAbsent(ByteBuffer.wrap(entry), any -> new ArrayList<>())
                    .add(frontier.size());
            frontier.append(Hash.ofLeaf(entry), (level, index, hash) -> {});
        }
        assertThat(frontier.size()).as("entries").isEqualTo(size);
        assertThat(frontier.root())
                .as("the root of the entries")
                .isEqualTo(last.checkpoint().root());
        assertThat(tree.root()).as("the root by the tiles").isEqualTo(last.checkpoint().root());
    }

    private static List<byte[]> entries(long size, TileHashes.Reader tiles) throws MissingHash {
        var entries = new ArrayList<byte[]>();
        for (long index = 0; index * Tile.WIDTH_MAX < size; index++) {
            Tile tile = Tile.in(size, Tile.ENTRIES, index).orElseThrow();
            entries.addAll(EntryBundle.parse(tiles.read(tile), tile.width()).orElseThrow());
        }
        return entries;
    }

    /** How much it holds. */
    public long size() {
        return last.checkpoint().size();
    }

    /** Each of these stands in the log once, with a proof that verifies against the signed root. */
    public void holdsOnce(List<LogEntry> records) throws Exception {
        for (LogEntry record : records) {
            List<Long> at = places.get(ByteBuffer.wrap(record.bytes()));
            assertThat(at).as("places of a record in the log").hasSize(1);
            tree.inclusion(at.getFirst()).verify(record.leaf(), last.checkpoint().root());
        }
        assertThat(records.stream().map(LogEntry::bytes).map(ByteBuffer::wrap).distinct())
                .as("salts make every record another entry")
                .hasSameSizeAs(records);
    }

    /** What was signed before is continued by what is signed now. */
    public void continues(List<SignedCheckpoint> seen) throws Exception {
        for (SignedCheckpoint before : seen) {
            before.verify(key);
            tree.consistency(before.checkpoint().size())
                    .verify(before.checkpoint().root(), last.checkpoint().root());
        }
    }

    /** The entry that a row of {@code message_record} stands for. */
    public static LogEntry entry(int direction, byte[] salt, byte[] body) {
        return LogEntry.of(
                direction == 1 ? LogEntry.Direction.SENT : LogEntry.Direction.RECEIVED, salt, body);
    }
}
