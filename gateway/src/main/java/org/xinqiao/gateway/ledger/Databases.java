package org.xinqiao.gateway.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xinqiao.gateway.operate.NodeConfig;

/** The node's own database, migrated before anyone may use it. */
@Configuration(proxyBeanMethods = false)
class Databases {
    private static final int CONNECT_MILLIS_MAX = 3_000;

    @Bean(destroyMethod = "close")
    DataSource dataSource(NodeConfig config) throws IOException {
        NodeConfig.Database database = config.database();
        var pool = new HikariDataSource();
        pool.setPoolName(config.node().value());
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.username());
        pool.setPassword(Files.readString(database.passwordFile()).strip());
        pool.setMaximumPoolSize(database.connectionsMax());
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(CONNECT_MILLIS_MAX);
        migrate(pool);
        return pool;
    }

    private static void migrate(DataSource database) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .failOnMissingLocations(true)
                .load()
                .migrate();
    }
}
