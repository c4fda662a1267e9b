package org.xinqiao.gateway.people;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.SubjectType;
import org.xinqiao.gateway.operate.AtRest;

/**
 * Encrypts and hashes anew what stands under an older key, some rows at a time. Once nothing is
 * left under a previous secret, its file may go.
 */
@Component
public class KeyRotation {
    static final int ROWS_MAX = 500;

    private static final Logger LOG = LoggerFactory.getLogger(KeyRotation.class);
    private static final Duration REST = Duration.ofHours(1);
    private static final String OLD = "%1$s is not null and substring(%1$s from 1 for 5) <> ?";
    private static final String CONSENTS =
            "select id, subject_type, subject_lookup, subject_sealed from consent where "
                    + OLD.formatted("subject_sealed")
                    + " limit ? for update skip locked";

    private final JdbcClient jdbc;
    private final AtRest atRest;
    private final SubjectVault vault;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private Instant next = Instant.MIN;

    /** Rotates in a node's database. */
    public KeyRotation(
            JdbcClient jdbc,
            AtRest atRest,
            SubjectVault vault,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.atRest = atRest;
        this.vault = vault;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** One round, unless the last one found nothing and is not an hour ago. */
    @Scheduled(fixedDelay = 5_000, initialDelay = 5_000)
    public void rotate() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        int changed = round();
        if (changed == 0) {
            // Another instance may still write under the key before, until it is restarted.
            next = now.plus(REST);
        } else {
            LOG.info("{} rows were brought under the current at-rest key", changed);
        }
    }

    /**
     * One round.
     *
     * @return rows that it changed
     */
    int round() {
        int changed = inTransaction(this::consents);
        for (SealedColumn column : SealedColumn.ALL) {
            changed += inTransaction(() -> column(column));
        }
        return changed;
    }

    /** Rows under an older key, by table and column. */
    public Map<String, Long> left() {
        var left = new LinkedHashMap<String, Long>();
        left.put("consent.subject_sealed", left("consent", "subject_sealed"));
        for (SealedColumn one : SealedColumn.ALL) {
            left.put(one.table() + "." + one.column(), left(one.table(), one.column()));
        }
        return left;
    }

    private long left(String table, String column) {
        return jdbc.sql("select count(*) from " + table + " where " + OLD.formatted(column))
                .param(atRest.currentPrefix())
                .query(Long.class)
                .single();
    }

    private record Person(UUID id, SubjectNumber subject) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Value(UUID id, byte[] sealed) {}

    /** Numbers are sealed under their lookup, so both change together. */
    private int consents() {
        List<Person> rows =
                jdbc.sql(CONSENTS)
                        .param(atRest.currentPrefix())
                        .param(ROWS_MAX)
                        .query((row, n) ->
                                new Person(
                                        row.getObject("id", UUID.class),
                                        vault.open(
                                                SubjectType.valueOf(row.getString("subject_type")),
                                                row.getBytes("subject_sealed"),
                                                row.getBytes("subject_lookup"))))
                        .list();
        for (Person person : rows) {
            jdbc.sql("update consent set subject_lookup = ?, subject_sealed = ? where id = ?")
                    .param(vault.lookup(person.subject()))
                    .param(vault.seal(person.subject()))
                    .param(person.id())
                    .update();
        }
        return rows.size();
    }

    private int column(SealedColumn column) {
        List<Value> rows =
                jdbc.sql(
                                "select %s, %s from %s where "
                                                .formatted(
                                                        column.id(),
                                                        column.column(),
                                                        column.table())
                                        + OLD.formatted(column.column())
                                        + " limit ? for update skip locked")
                        .param(atRest.currentPrefix())
                        .param(ROWS_MAX)
                        .query((row, n) -> new Value(row.getObject(1, UUID.class), row.getBytes(2)))
                        .list();
        for (Value value : rows) {
            byte[] context = (column.before() + value.id()).getBytes(StandardCharsets.US_ASCII);
            jdbc.sql(
                            "update %s set %s = ? where %s = ?"
                                    .formatted(column.table(), column.column(), column.id()))
                    .param(atRest.seal(atRest.open(value.sealed(), context), context))
                    .param(value.id())
                    .update();
        }
        return rows.size();
    }

    private interface Work {
        int run();
    }

    private int inTransaction(Work work) {
        Integer changed = transaction.execute(status -> work.run());
        return changed == null ? 0 : changed;
    }
}
