package org.xinqiao.gateway.operate;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The schema of a node's database. Instances that start at once wait for the one that migrates; one
 * of an older release finds a newer schema and works with it, because every migration is one that
 * the release before survives ({@code docs/operations.md}).
 */
public final class Schema {
    /** Tries, one a second, before an instance gives up waiting for another one's migration. */
    private static final int LOCK_TRIES_MAX = 600;

    private static final int VALID_SECONDS_MAX = 3;
    private static final String LOCATION = "classpath:db/migration";

    private Schema() {}

    /** Single connections to a database, as the configuration says. */
    public static DataSource connections(NodeConfig.Database database) throws IOException {
        var source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(database.username());
        source.setPassword(database.password().read());
        Path root = database.rootCertificate();
        if (root != null) {
            source.setSslMode("verify-full");
            source.setSslRootCert(root.toString());
        }
        return source;
    }

    /** Connects once; throws with the database's own words if it does not answer. */
    public static void reach(NodeConfig.Database database) throws IOException {
        try (Connection connection = connections(database).getConnection()) {
            if (!connection.isValid(VALID_SECONDS_MAX)) {
                throw new IOException("does not answer");
            }
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The schema of a database beside the one that this release brings; for people to read. */
    public static String compared(NodeConfig.Database database) throws IOException {
        DataSource connections = connections(database);
        return "schema "
                + version(connections).orElse("none")
                + ", this release has "
                + newest(connections);
    }

    /** Brings a database to this release's schema. */
    public static void migrate(DataSource database) {
        configured(database).load().migrate();
    }

    /** Brings a database to an earlier schema of this release's history. */
    public static void migrateTo(DataSource database, String version) {
        configured(database).target(version).load().migrate();
    }

    /** The newest schema that this release knows. */
    public static String newest(DataSource database) {
        return Arrays.stream(configured(database).load().info().all())
                .filter(migration -> !migration.getState().isFailed())
                .filter(migration -> migration.getState().isResolved())
                .map(MigrationInfo::getVersion)
                .filter(Objects::nonNull)
                .max(MigrationVersion::compareTo)
                .map(MigrationVersion::getVersion)
                .orElseThrow();
    }

    /** The schema that a database has; empty if it has none. */
    public static Optional<String> version(DataSource database) {
        return Optional.ofNullable(configured(database).load().info().current())
                .map(MigrationInfo::getVersion)
                .map(MigrationVersion::getVersion);
    }

    private static FluentConfiguration configured(DataSource database) {
        return Flyway.configure()
                .dataSource(database)
                .locations(LOCATION)
                .failOnMissingLocations(true)
                .lockRetryCount(LOCK_TRIES_MAX);
    }
}
