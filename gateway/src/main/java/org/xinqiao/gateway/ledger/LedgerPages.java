package org.xinqiao.gateway.ledger;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.log.SignedCheckpoint;
import org.xinqiao.contracts.log.Tile;
import org.xinqiao.gateway.receive.PublishedLog;

/** The ledger as members see it. */
@Component
class LedgerPages implements PublishedLog {
    private final EvidenceLog log;
    private final LogTiles tiles;
    private final WitnessedLogs witnessed;
    private final Numbers numbers;

    LedgerPages(EvidenceLog log, LogTiles tiles, WitnessedLogs witnessed, Numbers numbers) {
        this.log = log;
        this.tiles = tiles;
        this.witnessed = witnessed;
        this.numbers = numbers;
    }

    @Override
    public Optional<byte[]> checkpoint() {
        return log.latest().map(this::withCosignatures).map(SignedCheckpoint::bytes);
    }

    /** A log that rests shows who cosigned it. */
    private SignedCheckpoint withCosignatures(SignedCheckpoint latest) {
        return log.cosigned()
                .filter(known -> known.checkpoint().equals(latest.checkpoint()))
                .orElse(latest);
    }

    @Override
    public Optional<byte[]> tile(Tile tile) {
        return tiles.content(tile);
    }

    @Override
    public long received(NodeId source) {
        return numbers.highest(source);
    }

    @Override
    public Optional<byte[]> witnessed(NodeId node) {
        return witnessed.of(node).map(known -> known.cosigned().bytes());
    }
}
