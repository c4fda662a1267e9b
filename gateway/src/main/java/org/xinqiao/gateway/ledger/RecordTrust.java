package org.xinqiao.gateway.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.trust.TrustHolder;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.evidence.TrustArchive;
import org.xinqiao.trust.tuf.DirectoryFetcher;
import org.xinqiao.trust.tuf.TufRefused;

/**
 * Records every change of the trust documents: the files, for evidence, and an entry over the
 * snapshot's metadata in the evidence log (protocol, section 8). Several instances record a version
 * once.
 */
@Component
public class RecordTrust {
    /** The type under which a change of trust stands among the records. */
    public static final String TYPE = "tuf.snapshot";

    private static final Logger LOG = LoggerFactory.getLogger(RecordTrust.class);

    private final JdbcTemplate jdbc;
    private final Records records;
    private final TransactionTemplate transaction;
    private final NodeConfig config;
    private final SecureRandom random;
    private final Clock clock;
    private final WatchKeys watch;
    private long recorded;

    /** Records what a holder holds. */
    public RecordTrust(
            TrustHolder trust,
            JdbcTemplate jdbc,
            Records records,
            PlatformTransactionManager transactions,
            NodeConfig config,
            WatchKeys watch,
            SecureRandom random,
            Clock clock) {
        this.jdbc = jdbc;
        this.records = records;
        this.transaction = new TransactionTemplate(transactions);
        this.config = config;
        this.watch = watch;
        this.random = random;
        this.clock = clock;
        trust.listen(this::inForce);
    }

    private synchronized void inForce(TrustSnapshot snapshot) {
        if (snapshot.version() == recorded) {
            return;
        }
        Instant now = clock.instant();
        try {
            NodeConfig.Trust trust = config.trust();
            var kept = new DirectoryFetcher(trust.stateDirectory().resolve("repository"));
            byte[] root = Files.readAllBytes(trust.root());
            var files = TrustArchive.collect(root, kept, now);
            transaction.executeWithoutResult(status -> write(snapshot.version(), root, files, now));
            recorded = snapshot.version();
        } catch (IOException | TufRefused e) {
            LOG.warn("trust snapshot {} is not recorded yet: {}", snapshot.version(), e.toString());
        }
    }

    private void write(long version, byte[] root, SortedMap<String, byte[]> files, Instant now) {
        int fresh =
                jdbc.update(
                        "insert into trust_version (version, since) values (?,?) on conflict do nothing",
                        version,
                        now.atOffset(ZoneOffset.UTC));
        if (fresh == 0) {
            return;
        }
        var contents = new ArrayList<Object[]>();
        var paths = new ArrayList<Object[]>();
        files.forEach((path, bytes) -> {
            byte[] sha256 = Suite.INTL.digest(bytes);
            contents.add(new Object[] {sha256, bytes});
            paths.add(new Object[] {version, path, sha256});
        });
        jdbc.batchUpdate(
                "insert into trust_file (sha256, bytes) values (?,?) on conflict do nothing",
                contents);
        jdbc.batchUpdate(
                "insert into trust_version_file (version, path, sha256) values (?,?,?)", paths);
        watch.changed(version, root, files, now);
        records.add(List.of(entry(files, now)));
    }

    private Recorded entry(SortedMap<String, byte[]> files, Instant now) {
        byte[] metadata =
                files.entrySet().stream()
                        .filter(file -> file.getKey().endsWith(".snapshot.json"))
                        .map(file -> file.getValue())
                        .findFirst()
                        .orElseThrow();
        NodeId self = config.node();
        return new Recorded(
                MessageId.random(now.toEpochMilli(), random),
                LogEntry.Direction.RECEIVED,
                self,
                self,
                TYPE,
                null,
                records.salt(),
                metadata,
                now);
    }
}
