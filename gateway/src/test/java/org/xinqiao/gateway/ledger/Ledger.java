package org.xinqiao.gateway.ledger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.log.NoteKey;
import org.xinqiao.gateway.TestNodes;
import org.xinqiao.gateway.seal.LogKeys;

/** A node's ledger on a database of its own, without the node. */
public final class Ledger implements AutoCloseable {
    public static final NodeId SELF = NodeId.parse("cn-350200");
    public static final Instant NOW = Instant.parse("2026-11-21T02:30:00Z");

    private static final SecureRandom RANDOM = new SecureRandom();

    public final SigningKey logKey = Keys.generate(SignatureAlgorithm.EDDSA, RANDOM);
    public final SigningKey witnessKey = Keys.generate(SignatureAlgorithm.EDDSA, RANDOM);
    public final DataSource database;
    public final JdbcClient jdbc;
    public final JdbcTemplate template;
    public final PlatformTransactionManager transactions;
    public final LogTiles tiles;
    public final EvidenceLog log;
    public final Alarms alarms;
    public final WitnessedLogs witnessed;

    public Ledger(Path directory) throws Exception {
        database = new Databases().dataSource(TestNodes.config(SELF.value(), directory));
        jdbc = JdbcClient.create(database);
        template = new JdbcTemplate(database);
        transactions = new JdbcTransactionManager(database);
        tiles = new LogTiles(jdbc);
        log = new EvidenceLog(jdbc, tiles);
        alarms = new Alarms(jdbc, new SimpleMeterRegistry());
        witnessed = new WitnessedLogs(jdbc);
    }

    /** A writer, as each instance of the node has one. */
    public LogWriter writer() {
        return writer(keys());
    }

    LogWriter writer(LogKeys keys) {
        return new LogWriter(
                jdbc, transactions, tiles, log, alarms, keys, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** The node's log and witness keys. */
    public LogKeys keys() {
        return new LogKeys() {
            @Override
            public NodeId self() {
                return SELF;
            }

            @Override
            public Optional<SigningKey> signing(KeyUse use, Instant now) {
                return Optional.of(use == KeyUse.LOG ? logKey : witnessKey);
            }
        };
    }

    public NoteKey logNoteKey() {
        return NoteKey.ofLog(SELF, logKey.publicKey());
    }

    /** Leaves an entry for the log, as a recording transaction does. */
    public LogEntry record(long record) {
        LogEntry entry = entry(record);
        jdbc.sql("insert into log_pending (record, entry) values (?,?)")
                .param(record)
                .param(entry.bytes())
                .update();
        return entry;
    }

    public void record(long from, long to) {
        for (long record = from; record < to; record++) {
            record(record);
        }
    }

    public static LogEntry entry(long record) {
        return LogEntry.of(
                LogEntry.Direction.RECEIVED,
                new byte[LogEntry.SALT_BYTES],
                Long.toString(record).getBytes());
    }

    @Override
    public void close() throws Exception {
        ((AutoCloseable) database).close();
    }
}
