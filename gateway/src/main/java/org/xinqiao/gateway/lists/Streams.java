package org.xinqiao.gateway.lists;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.log.Frontier;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.lists.KeptStream.Compared;

/** The streams that this node keeps. Whoever changes one holds its row until the end. */
@Repository
public class Streams {
    private static final String MADE =
            """
            insert into stream (name, own, changed_at) values (?,?,?) on conflict (name) do nothing\
            """;

    private final JdbcClient jdbc;

    /** The streams of a node's database. */
    public Streams(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A stream; empty if nothing of it was ever here. */
    public Optional<KeptStream> find(StreamName name) {
        return jdbc.sql("select * from stream where name = ?")
                .param(name.value())
                .query((row, n) -> stream(row))
                .optional();
    }

    /** All streams, by name. */
    public List<KeptStream> all() {
        return jdbc.sql("select * from stream order by name").query((row, n) -> stream(row)).list();
    }

    /**
     * Holds a stream until the transaction ends, and begins it if it is new: changes of one stream
     * come one after another, on whatever instance.
     */
    public KeptStream hold(StreamName name, boolean own, Instant now) {
        return held(name)
                .orElseGet(() -> {
                    jdbc.sql(MADE)
                            .param(name.value())
                            .param(own)
                            .param(now.atOffset(ZoneOffset.UTC))
                            .update();
                    return held(name).orElseThrow();
                });
    }

    /** Holds a stream that is there. */
    public Optional<KeptStream> held(StreamName name) {
        return jdbc.sql("select * from stream where name = ? for update")
                .param(name.value())
                .query((row, n) -> stream(row))
                .optional();
    }

    /** Numbers were given up to this one. */
    void gave(KeptStream held, long last) {
        jdbc.sql("update stream set given = ? where id = ?").param(last).param(held.id()).update();
    }

    /** A batch was applied. */
    public void advanced(
            KeptStream held, long seq, Frontier edge, Hash manifest, long entries, Instant now) {
        jdbc.sql(
                        """
                        update stream set seq = ?, edge = ?, manifest = ?, entries = ?,
                          given = greatest(given, ?), changed_at = ? where id = ?\
                        """)
                .param(seq)
                .param(bytes(edge))
                .param(manifest.bytes())
                .param(entries)
                .param(seq)
                .param(now.atOffset(ZoneOffset.UTC))
                .param(held.id())
                .update();
    }

    /** The state's root after a change; an older one never replaces a newer. */
    public void computed(int stream, long seq, Hash root) {
        jdbc.sql(
                        """
                        update stream set state_seq = ?, state_root = ?
                        where id = ? and (state_root is null or state_seq <= ?)\
                        """)
                .param(seq)
                .param(root.bytes())
                .param(stream)
                .param(seq)
                .update();
    }

    /** What its source signed about the state, and how that compares with what is here. */
    public void stated(int stream, byte[] statement, @Nullable Compared compared) {
        jdbc.sql("update stream set statement = ?, compared = ? where id = ?")
                .param(statement)
                .param(compared == null ? null : compared.name())
                .param(stream)
                .update();
    }

    /** Others' streams of whose last statement nobody has said yet how it compares. */
    public List<StreamName> uncompared() {
        return jdbc.sql(
                        """
                        select name from stream
                        where not own and statement is not null and compared is null
                          and stopped is null order by changed_at\
                        """)
                .query((row, n) -> StreamName.parse(row.getString("name")).orElseThrow())
                .list();
    }

    /**
     * Says how a statement compares.
     *
     * @return false if that was said meanwhile, or its source has signed another since
     */
    public boolean compared(int stream, byte[] statement, Compared compared) {
        return jdbc.sql(
                                """
                                update stream set compared = ?
                                where id = ? and statement = ? and compared is null\
                                """)
                        .param(compared.name())
                        .param(stream)
                        .param(statement)
                        .update()
                == 1;
    }

    /** What it holds was put right, and is so many entries now. */
    public void repaired(int stream, long entries) {
        jdbc.sql("update stream set entries = ? where id = ?")
                .param(entries)
                .param(stream)
                .update();
    }

    /** Nothing more is taken or sent, for this reason; null lets it go on. */
    public void stop(int stream, @Nullable String why) {
        jdbc.sql("update stream set stopped = ? where id = ?").param(why).param(stream).update();
    }

    private static KeptStream stream(ResultSet row) throws SQLException {
        long seq = row.getLong("seq");
        byte[] manifest = row.getBytes("manifest");
        byte[] root = row.getBytes("state_root");
        String compared = row.getString("compared");
        String name = row.getString("name");
        return new KeptStream(
                row.getInt("id"),
                StreamName.parse(name)
                        .orElseThrow(() -> new SQLException("there is no stream " + name)),
                row.getBoolean("own"),
                row.getLong("given"),
                seq,
                edge(row.getBytes("edge"), seq),
                manifest == null ? null : Hash.of(manifest),
                row.getLong("entries"),
                row.getLong("state_seq"),
                root == null ? null : Hash.of(root),
                row.getBytes("statement"),
                compared == null ? null : Compared.valueOf(compared),
                row.getString("stopped"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }

    private static Frontier edge(byte[] bytes, long size) {
        var hashes = new ArrayList<Hash>();
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            byte[] hash = new byte[Hash.BYTES];
            buffer.get(hash);
            hashes.add(Hash.of(hash));
        }
        return Frontier.of(hashes, size);
    }

    private static byte[] bytes(Frontier edge) {
        var buffer = ByteBuffer.allocate(edge.hashes().size() * Hash.BYTES);
        edge.hashes().forEach(hash -> buffer.put(hash.bytes()));
        return buffer.array();
    }
}
