package org.xinqiao.gateway.outside;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.sandbox.postgres.CrashingPostgres;
import org.xinqiao.gateway.witness.LogAudit;

/** What a node of the sandbox keeps, seen past its doors: whether an effect happened once. */
final class NodeDatabase {
    private final JdbcTemplate jdbc;
    private final String url;

    /** The database of a node whose sandbox lives in {@code sandbox}. */
    NodeDatabase(Path sandbox, NodeId node) throws Exception {
        NodeConfig config =
                NodeConfig.read(
                        sandbox.resolve("nodes").resolve(node.value()).resolve("node.yaml"));
        NodeConfig.Database database = config.database();
        url = database.url();
        jdbc =
                new JdbcTemplate(
                        new DriverManagerDataSource(
                                database.url(), database.username(), database.password().read()));
    }

    /** Where its server listens. */
    int port() {
        return CrashingPostgres.port(url);
    }

    /** A number; 0 where there is no row. */
    long number(String sql, Object... values) {
        return jdbc.queryForList(sql, Long.class, values).stream().findFirst().orElse(0L);
    }

    /** Brings about what else would take long, such as a rest after many failures. */
    void change(String sql, Object... values) {
        jdbc.update(sql, values);
    }

    /** A text; empty where there is no row, or nothing in it. */
    String text(String sql, Object... values) {
        return jdbc.queryForList(sql, String.class, values).stream()
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    /** All values of a column of bytes. */
    List<byte[]> bytes(String sql, Object... values) {
        return jdbc.queryForList(sql, byte[].class, values);
    }

    /** Changes rows, such as when they are due. */
    void change(String sql) {
        jdbc.update(sql);
    }

    /** The log entry of every message that is kept. */
    List<LogEntry> records() {
        return jdbc.query(
                "select direction, salt, body from message_record",
                (row, n) ->
                        LogAudit.entry(
                                row.getInt("direction"),
                                row.getBytes("salt"),
                                row.getBytes("body")));
    }
}
