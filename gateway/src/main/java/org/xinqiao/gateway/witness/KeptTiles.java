package org.xinqiao.gateway.witness;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.log.MissingHash;
import org.xinqiao.contracts.log.Tile;
import org.xinqiao.contracts.log.TileHashes;
import tools.jackson.databind.node.ObjectNode;

/** Keeps the tiles that were read, as part of a proof: a few of at most 8 KiB each. */
final class KeptTiles implements TileHashes.Reader {
    private final TileHashes.Reader log;
    private final Map<Tile, byte[]> read = new HashMap<>();

    KeptTiles(TileHashes.Reader log) {
        this.log = log;
    }

    @Override
    public byte[] read(Tile tile) throws MissingHash {
        byte[] content = log.read(tile);
        read.put(tile, content);
        return content;
    }

    ObjectNode json() {
        ObjectNode json = StrictJson.object();
        read.forEach((tile, content) ->
                json.put(tile.path(), Base64.getEncoder().encodeToString(content)));
        return json;
    }
}
