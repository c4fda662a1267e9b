package org.xinqiao.gateway.witness;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.log.Checkpoint;
import org.xinqiao.contracts.log.Frontier;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.log.MissingHash;
import org.xinqiao.contracts.log.SignedCheckpoint;
import org.xinqiao.contracts.log.Tile;
import org.xinqiao.contracts.log.TileHashes;

/** Another node's log, honest or not, as its owner made it: any leaves, signed as they are. */
public final class MadeLog implements ShownLog {
    private final NodeId owner;
    private final SigningKey key;
    private List<String> leaves = List.of();
    private final List<SignedCheckpoint> shownBefore = new ArrayList<>();
    private Optional<SignedCheckpoint> cosigned = Optional.empty();

    public MadeLog(NodeId owner, SigningKey key) {
        this.owner = owner;
        this.key = key;
    }

    /** What the log holds from now on. */
    public MadeLog holds(String... now) {
        leaves = List.of(now);
        return this;
    }

    /** Shows this note once before it shows what it holds, as a cache might. */
    void showsFirst(SignedCheckpoint note) {
        shownBefore.add(note);
    }

    void hasCosigned(SignedCheckpoint note) {
        cosigned = Optional.of(note);
    }

    /** What the owner signs over the leaves of this moment. */
    public SignedCheckpoint signed() {
        Frontier frontier = new Frontier();
        hashes().forEach(hash -> frontier.append(hash, (level, index, finished) -> {}));
        return SignedCheckpoint.sign(
                new Checkpoint(Checkpoint.originOf(owner), leaves.size(), frontier.root()),
                owner,
                key);
    }

    @Override
    public Optional<SignedCheckpoint> checkpoint() {
        return Optional.of(shownBefore.isEmpty() ? signed() : shownBefore.removeFirst());
    }

    @Override
    public Optional<SignedCheckpoint> cosigned(NodeId node) {
        return cosigned;
    }

    @Override
    public byte[] read(Tile tile) throws MissingHash {
        Map<Tile, byte[]> tiles = new HashMap<>();
        Tile.in(leaves.size(), 0, 0)
                .ifPresent(first -> tiles.put(first, TileHashes.write(hashes())));
        byte[] content = tiles.get(tile);
        if (content == null) {
            throw new MissingHash(tile.path());
        }
        return content;
    }

    private List<Hash> hashes() {
        return leaves.stream()
                .map(leaf -> Hash.ofLeaf(leaf.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
