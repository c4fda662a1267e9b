package org.xinqiao.gateway.operate;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The tokens of platforms, counters and operators. The configured ones are written into the
 * database at start, and those no longer configured are deleted; all instances look again every few
 * seconds, so that a deleted token stops working everywhere.
 */
@Repository
public class Tokens {
    private static final int LOOK_AGAIN_MILLIS = 5_000;

    /** The PostgreSQL advisory lock of whoever writes the configured tokens. */
    private static final long LOCK = 0x7871_2f74_6f6bL;

    @SuppressWarnings("ArrayRecordComponent") // compared in constant time only
    private record Stored(String name, Role role, byte[] sha256) {}

    private final JdbcClient jdbc;
    private volatile List<Stored> stored = List.of();

    Tokens(JdbcClient jdbc, TransactionTemplate transaction, NodeConfig config) {
        this.jdbc = jdbc;
        transaction.executeWithoutResult(status -> configure(config.tokens()));
        lookAgain();
    }

    /** The caller whose token this is. */
    public Optional<Caller> resolve(String token) {
        byte[] hash = BearerToken.hash(token);
        Optional<Caller> found = Optional.empty();
        for (Stored candidate : stored) {
            // No early end: the time taken does not depend on which token fits.
            if (MessageDigest.isEqual(candidate.sha256(), hash)) {
                found = Optional.of(new Caller(candidate.name(), candidate.role(), null));
            }
        }
        return found;
    }

    @Scheduled(fixedDelay = LOOK_AGAIN_MILLIS, initialDelay = LOOK_AGAIN_MILLIS)
    void lookAgain() {
        stored =
                jdbc.sql("SELECT name, role, sha256 FROM api_token")
                        .query((row, index) ->
                                new Stored(
                                        row.getString(1),
                                        Role.valueOf(row.getString(2)),
                                        row.getBytes(3)))
                        .list();
    }

    /** One instance after the other: two that start at once would trip over each other's rows. */
    private void configure(List<NodeConfig.Token> configured) {
        jdbc.sql("SELECT pg_advisory_xact_lock(?)")
                .param(LOCK)
                .query((row, index) -> true)
                .single();
        jdbc.sql("DELETE FROM api_token WHERE configured").update();
        for (NodeConfig.Token token : configured) {
            jdbc.sql(
                            "INSERT INTO api_token (name, role, sha256, configured) VALUES (?, ?, ?, true)")
                    .param(token.name())
                    .param(token.role().name())
                    .param(HexFormat.of().parseHex(token.sha256()))
                    .update();
        }
    }
}
