package org.xinqiao.gateway.ledger;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.log.EntryBundle;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.log.HashSource;
import org.xinqiao.contracts.log.MissingHash;
import org.xinqiao.contracts.log.Tile;
import org.xinqiao.contracts.log.TileHashes;

/** This node's log as tiles, out of its entries and the roots of its full tiles. */
@Repository
public class LogTiles implements TileHashes.Reader {
    private final JdbcClient jdbc;

    /** The tiles of a node's database. */
    public LogTiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The content of a tile; empty where the log does not hold as much. */
    public Optional<byte[]> content(Tile tile) {
        if (tile.level() == Tile.ENTRIES) {
            return whole(tile, entries(tile)).map(EntryBundle::write);
        }
        List<Hash> hashes =
                tile.level() == 0
                        ? entries(tile).stream().map(Hash::ofLeaf).toList()
                        : roots(tile).stream().map(Hash::of).toList();
        return whole(tile, hashes).map(TileHashes::write);
    }

    @Override
    public byte[] read(Tile tile) throws MissingHash {
        return content(tile).orElseThrow(() -> new MissingHash(tile.path() + " is not there"));
    }

    /** The hashes of the log when it had this size. */
    HashSource hashes(long size) {
        return new TileHashes(size, this);
    }

    private List<byte[]> entries(Tile tile) {
        return jdbc.sql(
                        """
                        select entry from log_entry where index >= ? and index < ? order by index\
                        """)
                .param(tile.first())
                .param(tile.first() + tile.width())
                .query((row, n) -> row.getBytes("entry"))
                .list();
    }

    private List<byte[]> roots(Tile tile) {
        return jdbc.sql(
                        """
                        select hash from log_hash
                        where level = ? and index >= ? and index < ? order by index\
                        """)
                .param(tile.level())
                .param(tile.first())
                .param(tile.first() + tile.width())
                .query((row, n) -> row.getBytes("hash"))
                .list();
    }

    private static <T> Optional<List<T>> whole(Tile tile, List<T> held) {
        return held.size() == tile.width() ? Optional.of(held) : Optional.empty();
    }
}
