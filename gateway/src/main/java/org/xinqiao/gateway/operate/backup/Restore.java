package org.xinqiao.gateway.operate.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;
import org.postgresql.PGConnection;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.Schema;

/**
 * Brings a {@link Backup} into an empty database. Everything is verified before anything is
 * written, and written in one transaction: the database is as it was when the backup was taken, or
 * empty. With the rows goes a mark that the node was set back; until it has asked its partners what
 * they hold of it, it signs nothing.
 */
public final class Restore {
    private static final int PIECE_BYTES = 64 * 1024;

    private Restore() {}

    /**
     * Verifies a file from its first byte to its last; the database is not asked.
     *
     * @throws BackupRefused if it is damaged, incomplete or of a form that this release cannot read
     */
    public static Manifest verify(Path file) throws IOException, BackupRefused {
        try (ZipFile zip = opened(file)) {
            return verify(zip);
        }
    }

    /**
     * Restores.
     *
     * @throws BackupRefused if the file is damaged, of another node or of a newer schema, or if the
     *     database is not empty; nothing has been written then
     * @throws IOException if the database fails; nothing has been written then, but for its schema
     */
    public static Manifest into(NodeConfig config, Path file) throws IOException, BackupRefused {
        try (ZipFile zip = opened(file)) {
            Manifest manifest = verify(zip);
            if (!manifest.node().equals(config.node())) {
                throw new BackupRefused(
                        "the backup is of " + manifest.node() + ", not of " + config.node());
            }
            Schema.reach(config.database());
            DataSource database = Schema.connections(config.database());
            admit(database, manifest);
            Schema.migrateTo(database, manifest.schema());
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                write(connection, zip, manifest);
                connection.commit();
            }
            return manifest;
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /**
     * Lets a restored node sign although not every partner has said what it holds.
     *
     * @throws BackupRefused if there is nothing to settle
     */
    public static void settle(NodeConfig config, String reason) throws IOException, BackupRefused {
        Schema.reach(config.database());
        try (Connection connection = Schema.connections(config.database()).getConnection();
                PreparedStatement statement = connection.prepareStatement(Restores.SETTLE)) {
            statement.setString(1, "operator: " + reason);
            if (statement.executeUpdate() == 0) {
                throw new BackupRefused("no restore waits for partners");
            }
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static ZipFile opened(Path file) throws IOException, BackupRefused {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new BackupRefused(file + " is no backup, or its end is missing");
        }
    }

    private static Manifest verify(ZipFile zip) throws IOException, BackupRefused {
        Manifest manifest = manifest(zip);
        for (Manifest.Table table : manifest.tables()) {
            if (!table.sha256().equals(digest(zip, table))) {
                throw new BackupRefused("the rows of " + table.name() + " are damaged");
            }
        }
        if (zip.size() != manifest.tables().size() + 1) {
            throw new BackupRefused("the backup holds more than its manifest names");
        }
        return manifest;
    }

    /** The rest is held by digests in it; it is held by the ZIP's own, which nobody else checks. */
    private static Manifest manifest(ZipFile zip) throws IOException, BackupRefused {
        byte[] bytes = entry(zip, Manifest.ENTRY).readAllBytes();
        var crc = new CRC32();
        crc.update(bytes);
        if (zip.getEntry(Manifest.ENTRY).getCrc() != crc.getValue()) {
            throw new BackupRefused("the manifest is damaged");
        }
        return Manifest.read(bytes);
    }

    private static String digest(ZipFile zip, Manifest.Table table)
            throws IOException, BackupRefused {
        MessageDigest digest = digest();
        try (InputStream in = entry(zip, table.entry())) {
            var piece = new byte[PIECE_BYTES];
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                digest.update(piece, 0, n);
            }
        } catch (ZipException e) {
            throw new BackupRefused("the rows of " + table.name() + " are damaged");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static InputStream entry(ZipFile zip, String name) throws IOException, BackupRefused {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new BackupRefused("the backup lacks " + name);
        }
        return zip.getInputStream(entry);
    }

    private static void admit(DataSource database, Manifest manifest)
            throws SQLException, BackupRefused {
        var wanted = MigrationVersion.fromVersion(manifest.schema());
        String newest = Schema.newest(database);
        if (wanted.compareTo(MigrationVersion.fromVersion(newest)) > 0) {
            throw new BackupRefused(
                    "the backup has schema "
                            + wanted
                            + ", this release knows "
                            + newest
                            + ": restore with the release that wrote it, or a newer one");
        }
        Optional<String> there = Schema.version(database);
        try (Connection connection = database.getConnection()) {
            for (Tables.Described table : Tables.inOrder(connection)) {
                if (!isEmpty(connection, table)) {
                    throw new BackupRefused(
                            "there are rows in "
                                    + table.name()
                                    + ": a backup is restored into an empty database only");
                }
            }
        }
        if (there.isPresent() && !there.get().equals(manifest.schema())) {
            throw new BackupRefused(
                    "the database has schema "
                            + there.get()
                            + " already, the backup "
                            + manifest.schema()
                            + ": give it a database that nothing has been started on");
        }
    }

    private static boolean isEmpty(Connection connection, Tables.Described table)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT EXISTS (SELECT 1 FROM "
                                        + Tables.quoted(table.name())
                                        + ")")) {
            row.next();
            return !row.getBoolean(1);
        }
    }

    private static void write(Connection connection, ZipFile zip, Manifest manifest)
            throws IOException, SQLException, BackupRefused {
        for (Manifest.Table table : manifest.tables()) {
            var described = new Tables.Described(table.name(), table.columns());
            long rows;
            try (InputStream in = entry(zip, table.entry())) {
                rows =
                        connection
                                .unwrap(PGConnection.class)
                                .getCopyAPI()
                                .copyIn("COPY " + described.sql() + " FROM STDIN", in);
            }
            if (rows != table.rows()) {
                throw new BackupRefused(
                        table.name() + " took " + rows + " rows instead of " + table.rows());
            }
        }
        setSequences(connection, manifest.sequences());
        mark(connection, manifest);
    }

    private static void setSequences(Connection connection, List<Manifest.Sequence> sequences)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT setval(?::regclass, ?, false)")) {
            for (Manifest.Sequence sequence : sequences) {
                statement.setString(1, Tables.quoted(sequence.name()));
                statement.setLong(2, sequence.next());
                statement.execute();
            }
        }
    }

    /** The table may be younger than the backup's schema; its migration finds it there, then. */
    private static void mark(Connection connection, Manifest manifest) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(Restores.TABLE);
        }
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "INSERT INTO restored (taken_at, restored_at) VALUES (?, now())")) {
            statement.setObject(1, manifest.takenAt().atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        }
    }
}
