package org.xinqiao.gateway.lists;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.stream.BadBatch;
import org.xinqiao.contracts.stream.Manifest;
import org.xinqiao.contracts.stream.Signed;

/** Batches: own ones with the file that is sent, of others' the manifest and our receipt. */
@Repository
public class Batches {
    private final JdbcTemplate jdbc;

    /** The batches of a node's database. */
    public Batches(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A batch that is kept.
     *
     * @param manifest as its source signed it
     * @param file own: the file
     * @param receipt others': what was answered
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on
    public record Kept(
            Signed<Manifest> manifest, byte @Nullable [] file, byte @Nullable [] receipt) {
        /** The last change in it. */
        public long to() {
            return manifest.statement().to();
        }
    }

    /** A change by its hash. */
    public record Logged(long seq, String key, Hash leaf) {}

    /** Keeps an own batch, with the hashes of its changes. */
    public void own(
            KeptStream held,
            Signed<Manifest> manifest,
            byte[] file,
            List<Logged> changes,
            Instant now) {
        insert(held, manifest, file, null, now);
        jdbc.update(
                """
                insert into stream_change (stream, seq, key, leaf)
                select ?, * from unnest(?::bigint[], ?::text[], ?::bytea[])\
                """,
                held.id(),
                changes.stream().map(Logged::seq).toArray(Long[]::new),
                changes.stream().map(Logged::key).toArray(String[]::new),
                changes.stream().map(change -> change.leaf().bytes()).toArray(byte[][]::new));
    }

    /** Keeps what was said of another's batch. */
    public void received(KeptStream held, Signed<Manifest> manifest, byte[] receipt, Instant now) {
        insert(held, manifest, null, receipt, now);
    }

    private void insert(
            KeptStream held,
            Signed<Manifest> manifest,
            byte @Nullable [] file,
            byte @Nullable [] receipt,
            Instant now) {
        Manifest said = manifest.statement();
        jdbc.update(
                """
                insert into stream_batch (stream, from_seq, to_seq, manifest, file, receipt, at)
                values (?,?,?,?,?,?,?)\
                """,
                held.id(),
                said.from(),
                said.to(),
                manifest.bytes(),
                file,
                receipt,
                now.atOffset(ZoneOffset.UTC));
    }

    /** The batch that holds a place. */
    public Optional<Kept> at(int stream, long place) {
        return jdbc
                .query(
                        """
                        select * from stream_batch where stream = ? and from_seq <= ?
                        order by from_seq desc limit 1\
                        """,
                        (row, n) -> kept(row),
                        stream,
                        place)
                .stream()
                .filter(batch -> batch.to() >= place)
                .findFirst();
    }

    /** The manifest alone of the batch that holds a place. */
    public Optional<Signed<Manifest>> manifestAt(int stream, long place) {
        return jdbc
                .query(
                        """
                        select manifest from stream_batch where stream = ? and from_seq <= ?
                        order by from_seq desc limit 1\
                        """,
                        (row, n) -> manifest(row.getBytes(1)),
                        stream,
                        place)
                .stream()
                .filter(manifest -> manifest.statement().to() >= place)
                .findFirst();
    }

    /** The batches that have changes of these keys, with their files. */
    public List<Kept> withBodiesOf(KeptStream held, Collection<String> keys) {
        return jdbc.query(
                """
                select distinct b.* from stream_batch b
                where b.stream = ? and exists (
                  select 1 from stream_change c where c.stream = b.stream and c.key = any(?)
                    and c.seq between b.from_seq and b.to_seq)
                order by b.from_seq\
                """,
                (row, n) -> kept(row),
                held.id(),
                keys.toArray(String[]::new));
    }

    /** The same batch with fewer bodies. */
    public void rewritten(KeptStream held, Signed<Manifest> manifest, byte[] file) {
        jdbc.update(
                "update stream_batch set manifest = ?, file = ? where stream = ? and from_seq = ?",
                manifest.bytes(),
                file,
                held.id(),
                manifest.statement().from());
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                manifest(row.getBytes("manifest")), row.getBytes("file"), row.getBytes("receipt"));
    }

    private static Signed<Manifest> manifest(byte[] jws) throws SQLException {
        try {
            return Signed.manifest(jws);
        } catch (BadBatch e) {
            throw new SQLException("a manifest in the database is damaged", e);
        }
    }
}
