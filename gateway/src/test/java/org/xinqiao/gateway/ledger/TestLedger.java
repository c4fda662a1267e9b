package org.xinqiao.gateway.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.gateway.lists.ToldRecalls;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.people.KnownConsents;
import org.xinqiao.gateway.seal.LogKeys;
import org.xinqiao.gateway.seal.NodeKeyring;
import org.xinqiao.gateway.seal.Sealer;

/** The ledger's parts over a database, wired as one instance of a node holds them. */
public final class TestLedger implements AutoCloseable {
    public final HikariDataSource pool;
    public final JdbcTemplate jdbc;
    public final JdbcClient client;
    public final PlatformTransactionManager transactions;
    public final Records records;
    public final Sealer sealer;
    public final OutboxSignal signal = new OutboxSignal();
    public final Outbox outbox;
    public final Lanes lanes;
    public final Numbers numbers;
    public final KnownConsents consents;
    public final LogTiles tiles;
    public final EvidenceLog log;

    private TestLedger(
            HikariDataSource pool,
            NodeKeyring keyring,
            Clock clock,
            Function<DataSource, PlatformTransactionManager> manager) {
        var random = new SecureRandom();
        this.pool = pool;
        this.jdbc = new JdbcTemplate(pool);
        this.client = JdbcClient.create(jdbc);
        this.transactions = manager.apply(pool);
        this.records = new Records(jdbc, random);
        this.sealer = new Sealer(keyring, clock, random);
        this.outbox = new Outbox(jdbc, records, sealer, signal);
        this.lanes = new Lanes(jdbc, records, new ToldRecalls(jdbc), transactions);
        this.numbers = new Numbers(client);
        this.consents = new KnownConsents(jdbc);
        this.tiles = new LogTiles(client);
        this.log = new EvidenceLog(client, tiles);
    }

    /** An instance over a database that is migrated. */
    public static TestLedger over(
            NodeConfig.Database database,
            NodeKeyring keyring,
            Clock clock,
            Function<DataSource, PlatformTransactionManager> manager)
            throws IOException {
        return new TestLedger(pool(database), keyring, clock, manager);
    }

    /** Connections to a database. */
    public static HikariDataSource pool(NodeConfig.Database database) throws IOException {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.username());
        pool.setPassword(database.password().read());
        pool.setMaximumPoolSize(database.connectionsMax());
        pool.setMinimumIdle(1);
        pool.addDataSourceProperty("ApplicationName", "process " + ProcessHandle.current().pid());
        pool.setConnectionTimeout(3_000);
        return pool;
    }

    /** Brings an empty database to what the node works on. */
    public static NodeConfig.Database migrated(NodeConfig.Database database) throws IOException {
        Flyway.configure()
                .dataSource(database.url(), database.username(), database.password().read())
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return database;
    }

    /** Writes the log as an instance does, in transactions of this kind. */
    public LogWriter logWriter(LogKeys keys, PlatformTransactionManager manager) {
        return new LogWriter(
                client,
                manager,
                tiles,
                log,
                new Alarms(client, new SimpleMeterRegistry()),
                keys,
                Clock.systemUTC());
    }

    /** Work in one transaction. */
    public TransactionTemplate transaction() {
        return new TransactionTemplate(transactions);
    }

    /** One number that the database knows. */
    public long count(String sql, Object... values) {
        Long count = jdbc.queryForObject(sql, Long.class, values);
        return count == null ? 0 : count;
    }

    @Override
    public void close() {
        pool.close();
    }
}
