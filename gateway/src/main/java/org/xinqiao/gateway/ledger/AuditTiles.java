package org.xinqiao.gateway.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.log.HashSource;
import org.xinqiao.contracts.log.MerkleTree;
import org.xinqiao.contracts.log.MissingHash;
import org.xinqiao.contracts.log.SignedCheckpoint;
import org.xinqiao.contracts.log.Tile;
import org.xinqiao.gateway.operate.Bounds;

/**
 * Reads this node's own log again, a tile every few seconds, round and round, and holds it to the
 * root that is signed. Without it a byte that changed in an old tile would show only when somebody
 * asks for a proof from there, perhaps after years. All instances share one round.
 */
@Component
public class AuditTiles {
    /** The next tile, of so many. */
    private static final String NEXT =
            """
            insert into log_audit (tile) values (0)
            on conflict (one) do update set tile = (log_audit.tile + 1) % ? returning tile\
            """;

    private final JdbcClient jdbc;
    private final LogTiles tiles;
    private final EvidenceLog log;
    private final Alarms alarms;
    private final Clock clock;

    /** Audits the log in a node's database. */
    public AuditTiles(
            JdbcClient jdbc, LogTiles tiles, EvidenceLog log, Alarms alarms, Clock clock) {
        this.jdbc = jdbc;
        this.tiles = tiles;
        this.log = log;
        this.alarms = alarms;
        this.clock = clock;
    }

    /**
     * What does not hold.
     *
     * @param tile its name, or several where each of them may be at fault
     * @param signed the hash that follows from the signed root, if one does
     * @param held the hash of what the database holds; null if something is missing
     */
    private record Fault(String tile, @Nullable Hash signed, @Nullable Hash held) {}

    /** Audits the next tile. */
    @Scheduled(
            fixedDelay = Bounds.LOG_AUDIT_PAUSE_MILLIS,
            initialDelay = Bounds.LOG_AUDIT_PAUSE_MILLIS)
    public void look() {
        log.latest().ifPresent(this::look);
    }

    private void look(SignedCheckpoint signed) {
        long full = Math.max(1, signed.checkpoint().size() / Tile.WIDTH_MAX);
        long tile = jdbc.sql(NEXT).param(full).query(Long.class).single();
        fault(signed, tile).ifPresent(fault -> alarms.raise(alarm(fault, signed)));
    }

    /**
     * The signed root holds the tiles at the right edge; each hash in those holds one full tile
     * below, and so on down. So from above the first one that does not fit is the one at fault.
     */
    private Optional<Fault> fault(SignedCheckpoint signed, long tile) {
        long size = signed.checkpoint().size();
        HashSource hashes = tiles.hashes(size);
        try {
            Hash root = new MerkleTree(hashes, size).root();
            if (!root.equals(signed.checkpoint().root())) {
                return Optional.of(new Fault(edge(size), signed.checkpoint().root(), root));
            }
        } catch (MissingHash e) {
            return Optional.of(new Fault(edge(size), signed.checkpoint().root(), null));
        }
        for (int level = Tile.LEVEL_MAX - 1; level >= 0; level--) {
            Optional<Fault> fault = fault(hashes, size, level, tile >>> (Tile.HEIGHT * level));
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<Fault> fault(HashSource hashes, long size, int level, long index) {
        Optional<Tile> tile = Tile.in(size, level, index);
        if (tile.isEmpty() || tile.get().width() < Tile.WIDTH_MAX) {
            return Optional.empty();
        }
        String name = name(tile.get());
        int half = Tile.HEIGHT * (level + 1) - 1;
        Hash signed = null;
        try {
            signed = hashes.at(half + 1, index);
            Hash held = Hash.ofNode(hashes.at(half, 2 * index), hashes.at(half, 2 * index + 1));
            return held.equals(signed)
                    ? Optional.empty()
                    : Optional.of(new Fault(name, signed, held));
        } catch (MissingHash e) {
            return Optional.of(new Fault(name, signed, null));
        }
    }

    /** The tiles that are not full, of which alone the root is made. */
    private static String edge(long size) {
        return IntStream.rangeClosed(0, Tile.LEVEL_MAX)
                .mapToObj(level ->
                        Tile.in(size, level, size >>> (Tile.HEIGHT * (level + 1)))
                                .map(AuditTiles::name))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }

    /** Hashes of the lowest level are made of the entries and stored nowhere. */
    private static String name(Tile tile) {
        return tile.level() == 0
                ? new Tile(Tile.ENTRIES, tile.index(), tile.width()).path()
                : tile.path();
    }

    private Alarm alarm(Fault fault, SignedCheckpoint signed) {
        Instant now = clock.instant();
        Hash expected = fault.signed();
        Hash held = fault.held();
        var proof =
                StrictJson.object()
                        .put("known", new String(signed.bytes(), StandardCharsets.UTF_8));
        proof.put("tile", fault.tile());
        proof.put("signed", expected == null ? null : expected.toString());
        proof.put("held", held == null ? null : held.toString());
        return Alarm.of(
                Alarm.Kind.LOG_INCONSISTENT,
                signed.checkpoint().origin(),
                now,
                "本节点日志中已签名的旧内容被改动或丢失：" + fault.tile() + "。日志已停止签名。",
                "Old content of this node's own log that was signed is changed or lost: "
                        + fault.tile()
                        + ". It signs nothing further.",
                proof,
                fault.tile().getBytes(StandardCharsets.US_ASCII),
                String.valueOf(held).getBytes(StandardCharsets.US_ASCII));
    }
}
