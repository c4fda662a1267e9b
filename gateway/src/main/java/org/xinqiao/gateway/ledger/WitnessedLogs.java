package org.xinqiao.gateway.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.log.Checkpoint;
import org.xinqiao.contracts.log.MalformedNote;
import org.xinqiao.contracts.log.SignedCheckpoint;

/**
 * What this node knows of others' logs. There is one line for each log, and it only grows:
 * instances that looked at the same time cannot cosign two different ones.
 */
@Repository
public class WitnessedLogs {
    private final JdbcClient jdbc;

    /** The memory in a node's database. */
    public WitnessedLogs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A checkpoint with this node's cosignature, and when it was given. */
    public record Witnessed(SignedCheckpoint cosigned, Instant at) {}

    /** The latest checkpoint of a node's log that was found consistent. */
    public Optional<Witnessed> of(NodeId node) {
        return jdbc.sql("select note, cosigned_at from witnessed_log where node = ?")
                .param(node.value())
                .query((row, n) -> {
                    try {
                        return new Witnessed(
                                SignedCheckpoint.parse(row.getBytes("note")),
                                row.getObject("cosigned_at", OffsetDateTime.class).toInstant());
                    } catch (MalformedNote e) {
                        throw new SQLException("a witnessed note is damaged", e);
                    }
                })
                .optional();
    }

    /** Begins with a log that was never seen; false if another instance began meanwhile. */
    public boolean begin(NodeId node, SignedCheckpoint cosigned, Instant at) {
        Checkpoint checkpoint = cosigned.checkpoint();
        return jdbc.sql(
                                """
                                insert into witnessed_log (node, size, root, note, cosigned_at)
                                values (?,?,?,?,?) on conflict do nothing\
                                """)
                        .param(node.value())
                        .param(checkpoint.size())
                        .param(checkpoint.root().bytes())
                        .param(cosigned.bytes())
                        .param(at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** Goes on from what was known; false if that is not what is known any longer. */
    public boolean advance(NodeId node, Checkpoint known, SignedCheckpoint cosigned, Instant at) {
        Checkpoint checkpoint = cosigned.checkpoint();
        return jdbc.sql(
                                """
                                update witnessed_log set size = ?, root = ?, note = ?, cosigned_at = ?
                                where node = ? and size = ? and root = ?\
                                """)
                        .param(checkpoint.size())
                        .param(checkpoint.root().bytes())
                        .param(cosigned.bytes())
                        .param(at.atOffset(ZoneOffset.UTC))
                        .param(node.value())
                        .param(known.size())
                        .param(known.root().bytes())
                        .update()
                == 1;
    }
}
