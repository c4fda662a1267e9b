package org.xinqiao.gateway.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.gateway.operate.NodeConfig;

/** A node's database, or one like it, from the bench's side. */
final class NodeDatabase implements AutoCloseable {
    final JdbcTemplate jdbc;
    final TransactionTemplate transaction;
    private final HikariDataSource pool = new HikariDataSource();

    NodeDatabase(String url, String username, String password) {
        pool.setJdbcUrl(url);
        pool.setUsername(username);
        pool.setPassword(password);
        pool.setMaximumPoolSize(4);
        jdbc = new JdbcTemplate(pool);
        transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
    }

    static NodeDatabase of(NodeConfig.Database config) throws IOException {
        String password = config.password().read();
        return new NodeDatabase(config.url(), config.username(), password);
    }

    HikariDataSource source() {
        return pool;
    }

    /** A number; 0 where there is no row. */
    double number(String sql, Object... values) {
        Double number = jdbc.queryForObject(sql, Double.class, values);
        return number == null ? 0 : number;
    }

    @Override
    public void close() {
        pool.close();
    }
}
