package org.xinqiao.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.log.Checkpoint;
import org.xinqiao.contracts.log.Frontier;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.log.MissingHash;
import org.xinqiao.contracts.log.SignedCheckpoint;
import org.xinqiao.contracts.log.Tile;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.seal.LogKeys;

/**
 * Takes waiting entries into the log and signs what it holds then: entries, hashes and checkpoint
 * in one transaction, or nothing. A checkpoint leaves this node only after its transaction has
 * committed, so whatever ends in between has signed nothing that anybody saw. Of several instances
 * one writes at a time.
 *
 * <p>It signs nothing while an alarm about this node's own log is open.
 */
@Component
public class LogWriter {
    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);

    /** The PostgreSQL advisory lock of whoever writes the log. */
    private static final long LOCK = 0x7871_2f6c_6f67L;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final LogTiles tiles;
    private final EvidenceLog log;
    private final Alarms alarms;
    private final LogKeys keys;
    private final Clock clock;
    private boolean troubled;

    /** Writes the log in a node's database. */
    public LogWriter(
            JdbcClient jdbc,
            PlatformTransactionManager manager,
            LogTiles tiles,
            EvidenceLog log,
            Alarms alarms,
            LogKeys keys,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(manager);
        this.tiles = tiles;
        this.log = log;
        this.alarms = alarms;
        this.keys = keys;
        this.clock = clock;
    }

    /** What one transaction came to. */
    private sealed interface Round {
        /** So many entries were taken in. */
        record Taken(int entries) implements Round {}

        /** The database does not hold what was signed. */
        record Damaged(SignedCheckpoint signed, @Nullable Hash held) implements Round {}
    }

    private record Entry(long index, byte[] bytes) {}

    @Scheduled(fixedDelay = Bounds.LOG_PAUSE_MILLIS_MAX)
    void integrateAll() {
        try {
            while (integrate() == Bounds.LOG_BATCH_ENTRIES_MAX) {
                // A full batch: more may be waiting.
            }
            troubled = false;
        } catch (DataAccessException | TransactionException e) {
            if (!troubled) {
                LOG.warn("{}: the log cannot be written: {}", keys.self(), e.getClass().getName());
            }
            troubled = true;
        }
    }

    /**
     * Takes in what is waiting, up to {@link Bounds#LOG_BATCH_ENTRIES_MAX} entries. Once it has
     * returned, the checkpoint over them is signed and can be read.
     *
     * @return how many it took; none without a key, while another instance writes, or while an
     *     alarm about this log is open
     */
    public int integrate() {
        if (!isWaiting()) {
            return 0;
        }
        Instant now = clock.instant();
        Optional<SigningKey> key = keys.signing(KeyUse.LOG, now);
        if (key.isEmpty()) {
            return 0;
        }
        Round round = transaction.execute(status -> write(key.get(), now));
        return switch (round) {
            case Round.Taken taken -> taken.entries();
            case Round.Damaged damaged -> {
                alarms.raise(alarm(damaged, now));
                yield 0;
            }
            case null -> 0;
        };
    }

    /**
     * An entry, or the first checkpoint of an empty log: a node shows from the start that it has
     * one.
     */
    private boolean isWaiting() {
        return jdbc.sql(
                        """
                        select exists (select 1 from log_pending)
                            or not exists (select 1 from log_checkpoint)\
                        """)
                .query(Boolean.class)
                .single();
    }

    private Round write(SigningKey key, Instant now) {
        boolean mine =
                jdbc.sql("select pg_try_advisory_xact_lock(?)")
                        .param(LOCK)
                        .query(Boolean.class)
                        .single();
        if (!mine || alarms.open(origin())) {
            return new Round.Taken(0);
        }
        Optional<SignedCheckpoint> last = log.latest();
        long size = last.map(signed -> signed.checkpoint().size()).orElse(0L);
        Hash root = last.map(signed -> signed.checkpoint().root()).orElse(Hash.EMPTY_TREE);
        try {
            Frontier frontier = Frontier.of(tiles.hashes(size), size);
            if (last.isPresent() && !frontier.root().equals(root)) {
                return new Round.Damaged(last.get(), frontier.root());
            }
            List<Entry> taken = take(size);
            taken.forEach(
                    entry -> frontier.append(Hash.ofLeaf(entry.bytes()), this::keepRootOfFullTile));
            if (last.isEmpty() || !taken.isEmpty()) {
                sign(new Checkpoint(origin(), frontier.size(), frontier.root()), key, now);
            }
            return new Round.Taken(taken.size());
        } catch (MissingHash e) {
            return last.map(signed -> (Round) new Round.Damaged(signed, null))
                    .orElseGet(() -> new Round.Taken(0));
        }
    }

    private List<Entry> take(long size) {
        return jdbc
                .sql(
                        """
                        with taken as (
                            delete from log_pending where record in
                                (select record from log_pending order by record limit ?)
                            returning record, entry)
                        insert into log_entry (index, record, entry)
                        select ? - 1 + row_number() over (order by record), record, entry from taken
                        returning index, entry\
                        """)
                .param(Bounds.LOG_BATCH_ENTRIES_MAX)
                .param(size)
                .query(LogWriter::entry)
                .list()
                .stream()
                .sorted(Comparator.comparingLong(Entry::index))
                .toList();
    }

    private static Entry entry(ResultSet row, int n) throws SQLException {
        return new Entry(row.getLong("index"), row.getBytes("entry"));
    }

    private void keepRootOfFullTile(int level, long index, Hash hash) {
        if (level > 0 && level % Tile.HEIGHT == 0) {
            jdbc.sql("insert into log_hash (level, index, hash) values (?,?,?)")
                    .param(level / Tile.HEIGHT)
                    .param(index)
                    .param(hash.bytes())
                    .update();
        }
    }

    /** The one before is of no more use: what others cosigned of it, they show with its note. */
    private void sign(Checkpoint checkpoint, SigningKey key, Instant now) {
        jdbc.sql("delete from log_checkpoint").update();
        jdbc.sql("insert into log_checkpoint (size, root, note, at) values (?,?,?,?)")
                .param(checkpoint.size())
                .param(checkpoint.root().bytes())
                .param(SignedCheckpoint.sign(checkpoint, keys.self(), key).bytes())
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private String origin() {
        return Checkpoint.originOf(keys.self());
    }

    private Alarm alarm(Round.Damaged damaged, Instant now) {
        Hash held = damaged.held();
        var proof =
                StrictJson.object()
                        .put("known", damaged.signed().note().text())
                        .put("held", held == null ? null : held.toString());
        return Alarm.of(
                Alarm.Kind.LOG_INCONSISTENT,
                origin(),
                now,
                "本节点日志的内容与已签名的检查点不符：数据库中的条目被改动或丢失。日志已停止签名。",
                "This node's own log does not hold what it signed: entries were changed or lost in the"
                        + " database. It signs nothing further.",
                proof,
                damaged.signed().note().signed());
    }
}
