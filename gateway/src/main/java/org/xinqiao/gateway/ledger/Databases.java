package org.xinqiao.gateway.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.Schema;

/** The node's own database, migrated before anyone may use it. */
@Configuration(proxyBeanMethods = false)
class Databases {
    private static final int CONNECT_MILLIS_MAX = 3_000;

    /** No statement takes this long: a server that says nothing for so long is gone. */
    private static final int SILENCE_SECONDS_MAX = 30;

    @Bean(destroyMethod = "close")
    DataSource dataSource(NodeConfig config) throws IOException {
        NodeConfig.Database database = config.database();
        // Not through the pool: a migration may take longer than any statement of a request.
        Schema.migrate(Schema.connections(database));
        var pool = new HikariDataSource();
        pool.setPoolName(config.node().value());
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.username());
        pool.setPassword(database.password().read());
        pool.setMaximumPoolSize(database.connectionsMax());
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(CONNECT_MILLIS_MAX);
        pool.addDataSourceProperty("ApplicationName", "xinqiao " + config.node());
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("socketTimeout", String.valueOf(SILENCE_SECONDS_MAX));
        Path root = database.rootCertificate();
        if (root != null) {
            pool.addDataSourceProperty("sslmode", "verify-full");
            pool.addDataSourceProperty("sslrootcert", root.toString());
        }
        return pool;
    }
}
