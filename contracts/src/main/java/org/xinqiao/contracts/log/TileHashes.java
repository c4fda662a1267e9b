package org.xinqiao.contracts.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The hashes of a log of a certain size, read from its tiles, each tile once. They are what the
 * tiles say: only a proof that is verified against a signed root makes them true. One thread at a
 * time.
 */
public final class TileHashes implements HashSource {
    private final long size;
    private final Reader reader;
    private final Map<Tile, Hash[]> read = new HashMap<>();

    /** The hashes of a log of this size. */
    public TileHashes(long size, Reader reader) {
        this.size = size;
        this.reader = reader;
    }

    /** Gets the content of a tile. */
    @FunctionalInterface
    public interface Reader {
        /** The bytes of a tile. */
        byte[] read(Tile tile) throws MissingHash;
    }

    /** The content of a tile of hashes. */
    public static byte[] write(List<Hash> hashes) {
        ByteBuffer content = ByteBuffer.allocate(hashes.size() * Hash.BYTES);
        hashes.forEach(hash -> hash.putInto(content));
        return content.array();
    }

    @Override
    public Hash at(int level, long index) throws MissingHash {
        int tileLevel = level / Tile.HEIGHT;
        int within = level % Tile.HEIGHT;
        long first = index << within;
        Tile tile =
                Tile.in(size, tileLevel, first >>> Tile.HEIGHT)
                        .orElseThrow(() -> new MissingHash("The log is not as long as that"));
        Hash[] hashes = hashes(tile);
        int from = (int) (first & (Tile.WIDTH_MAX - 1));
        if (from + (1 << within) > hashes.length) {
            throw new MissingHash("The log is not as long as that");
        }
        return fold(Arrays.copyOfRange(hashes, from, from + (1 << within)));
    }

    private Hash[] hashes(Tile tile) throws MissingHash {
        Hash[] known = read.get(tile);
        if (known != null) {
            return known;
        }
        byte[] content = reader.read(tile);
        if (content.length != tile.width() * Hash.BYTES) {
            throw new MissingHash(tile.path() + " does not hold " + tile.width() + " hashes");
        }
        Hash[] hashes = new Hash[tile.width()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = Hash.of(Arrays.copyOfRange(content, i * Hash.BYTES, (i + 1) * Hash.BYTES));
        }
        read.put(tile, hashes);
        return hashes;
    }

    private static Hash fold(Hash[] hashes) {
        for (int count = hashes.length; count > 1; count /= 2) {
            for (int i = 0; i < count / 2; i++) {
                hashes[i] = Hash.ofNode(hashes[2 * i], hashes[2 * i + 1]);
            }
        }
        return hashes[0];
    }
}
