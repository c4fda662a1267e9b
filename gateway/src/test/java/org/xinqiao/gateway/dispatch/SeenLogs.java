package org.xinqiao.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.log.NoteKey;
import org.xinqiao.contracts.log.SignedCheckpoint;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.ledger.TestLedger;
import org.xinqiao.gateway.witness.LogAudit;

/** The logs of a sender and a receiver, looked at while everything goes wrong. */
final class SeenLogs {
    private final List<Log> logs;

    SeenLogs(TestLedger home, TestLedger host, Path directory) throws Exception {
        logs =
                List.of(
                        new Log(home, key(directory, TestFederation.HOME), new ArrayList<>()),
                        new Log(host, key(directory, TestFederation.HOST), new ArrayList<>()));
    }

    private static NoteKey key(Path directory, NodeId node) throws Exception {
        return NoteKey.ofLog(
                node,
                CrashFederation.logKeys(directory, node)
                        .signing(KeyUse.LOG, Instant.now())
                        .orElseThrow()
                        .publicKey());
    }

    /** Remembers what both show just now. */
    void look() {
        logs.forEach(Log::look);
    }

    /** Looks again, and whether by now each has shown more than one checkpoint. */
    boolean haveGrown() {
        look();
        return logs.stream().allMatch(Log::hasGrown);
    }

    /** Whether nothing waits for either. */
    boolean areComplete() {
        return logs.stream().allMatch(Log::isComplete);
    }

    /** Each holds every record once and nothing else, and continues all that it ever showed. */
    void areProven() throws Exception {
        for (Log log : logs) {
            log.isProven();
        }
    }

    private record Log(TestLedger ledger, NoteKey key, List<SignedCheckpoint> seen) {
        void look() {
            ledger.log.latest().ifPresent(seen::add);
        }

        boolean hasGrown() {
            return seen.stream().map(SignedCheckpoint::checkpoint).distinct().count() > 1;
        }

        boolean isComplete() {
            return ledger.count("select count(*) from log_pending") == 0;
        }

        void isProven() throws Exception {
            var audit = new LogAudit(key, ledger.log.latest().orElseThrow(), ledger.tiles);
            List<LogEntry> records =
                    ledger.jdbc.query(
                            "select direction, salt, body from message_record",
                            (row, n) ->
                                    LogAudit.entry(
                                            row.getInt("direction"),
                                            row.getBytes("salt"),
                                            row.getBytes("body")));
            audit.holdsOnce(records);
            assertThat(audit.size()).as("entries").isEqualTo(records.size());
            assertThat(hasGrown()).as("several checkpoints on the way").isTrue();
            audit.continues(seen);
        }
    }
}
