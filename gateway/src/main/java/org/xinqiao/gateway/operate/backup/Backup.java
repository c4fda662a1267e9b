package org.xinqiao.gateway.operate.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.Schema;

/**
 * Writes a node's database into one file: every table by COPY within one snapshot, while the node
 * goes on working. The file is a ZIP: a text for each table, then the {@link Manifest} with their
 * SHA-256. It holds no private keys, no secrets and no trust state; what the database keeps sealed
 * stays sealed. It does hold messages, so only its owner may read it.
 */
public final class Backup {
    private Backup() {}

    /**
     * Writes a backup.
     *
     * @param file does not exist yet; it is complete or not there
     * @throws FileAlreadyExistsException if it exists
     * @throws BackupRefused if the database has no schema yet
     * @throws IOException if the database cannot be read, in its own words, or the file not written
     */
    public static Manifest write(NodeConfig config, Path file) throws IOException, BackupRefused {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Schema.reach(config.database());
        DataSource database = Schema.connections(config.database());
        String schema =
                Schema.version(database)
                        .orElseThrow(() -> new BackupRefused("the database is empty"));
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        Files.deleteIfExists(partial);
        try (Connection connection = database.getConnection()) {
            Manifest manifest;
            try (OutputStream out = owned(partial)) {
                manifest = write(connection, config, schema, out);
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            return manifest;
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static OutputStream owned(Path file) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.WRITE);
        return Files.newOutputStream(file, options.toArray(StandardOpenOption[]::new));
    }

    private static Manifest write(
            Connection connection, NodeConfig config, String schema, OutputStream out)
            throws IOException, SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        }
        Instant takenAt = now(connection);
        try (var zip = new ZipOutputStream(out)) {
            var tables = new ArrayList<Manifest.Table>();
            for (Tables.Described table : Tables.inOrder(connection)) {
                tables.add(copy(connection, table, zip));
            }
            // After the rows: whatever number they bear was drawn before.
            List<Manifest.Sequence> sequences = Tables.sequences(connection);
            var manifest = new Manifest(config.node(), schema, takenAt, tables, sequences);
            zip.putNextEntry(new ZipEntry(Manifest.ENTRY));
            zip.write(manifest.bytes());
            zip.closeEntry();
            connection.rollback();
            return manifest;
        }
    }

    private static Manifest.Table copy(
            Connection connection, Tables.Described table, ZipOutputStream zip)
            throws IOException, SQLException {
        MessageDigest digest = Restore.digest();
        var counted = new Manifest.Table(table.name(), table.columns(), 0, "");
        zip.putNextEntry(new ZipEntry(counted.entry()));
        long rows =
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut(
                                "COPY " + table.sql() + " TO STDOUT",
                                new DigestingStream(zip, digest));
        zip.closeEntry();
        String sha256 = HexFormat.of().formatHex(digest.digest());
        return new Manifest.Table(table.name(), table.columns(), rows, sha256);
    }

    private static Instant now(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT now()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    /** Leaves the stream behind it open: a table is one entry of several. */
    private static final class DigestingStream extends OutputStream {
        private final OutputStream behind;
        private final MessageDigest digest;

        DigestingStream(OutputStream behind, MessageDigest digest) {
            this.behind = behind;
            this.digest = digest;
        }

        @Override
        public void write(int b) throws IOException {
            digest.update((byte) b);
            behind.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            digest.update(bytes, offset, length);
            behind.write(bytes, offset, length);
        }
    }
}
