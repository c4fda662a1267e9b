package org.xinqiao.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.log.MalformedNote;
import org.xinqiao.contracts.log.MerkleTree;
import org.xinqiao.contracts.log.MissingHash;
import org.xinqiao.contracts.log.Note;
import org.xinqiao.contracts.log.NoteSignature;
import org.xinqiao.contracts.log.SignedCheckpoint;

/** Reads this node's evidence log: checkpoints, who cosigned them, and proofs for records. */
@Repository
public class EvidenceLog {
    /** However many witnesses there are, a note stays short enough to be read. */
    private static final int LINES_MAX = Note.SIGNATURES_MAX / 2;

    private record Place(long index, byte[] entry) {}

    private final JdbcClient jdbc;
    private final LogTiles tiles;

    /** The log in a node's database. */
    public EvidenceLog(JdbcClient jdbc, LogTiles tiles) {
        this.jdbc = jdbc;
        this.tiles = tiles;
    }

    /** The latest checkpoint, signed by this node alone; empty before the first. */
    public Optional<SignedCheckpoint> latest() {
        return jdbc.sql("select note from log_checkpoint order by size desc limit 1")
                .query((row, n) -> note(row))
                .optional();
    }

    /**
     * The root when the log had this size; empty if it never had, or holds no longer what it had.
     */
    public Optional<Hash> root(long size) {
        if (latest().map(last -> size > last.checkpoint().size()).orElse(true)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new MerkleTree(tiles.hashes(size), size).root());
        } catch (MissingHash e) {
            return Optional.empty();
        }
    }

    /**
     * Keeps what a partner cosigned. Its first statement on a size stays: that one bounds when the
     * entries existed.
     *
     * @param cosigned verified by this node's log key, the partner's witness key and our own tree,
     *     and bearing no other lines
     */
    public void keep(NodeId witness, SignedCheckpoint cosigned, Instant at) {
        jdbc.sql(
                        """
                        insert into log_cosignature (size, witness, note, at) values (?,?,?,?)
                        on conflict do nothing\
                        """)
                .param(cosigned.checkpoint().size())
                .param(witness.value())
                .param(cosigned.bytes())
                .param(at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The largest checkpoint that anybody cosigned, with all cosignatures on it. */
    public Optional<SignedCheckpoint> cosigned() {
        return merged(
                jdbc.sql(
                                """
                                select note from log_cosignature
                                where size = (select max(size) from log_cosignature)\
                                """)
                        .query((row, n) -> note(row))
                        .list());
    }

    /**
     * Proofs that a record's entry stands in the log: for each witness by the first checkpoint that
     * covers the entry and bears its cosignature, else by the latest checkpoint alone. Empty while
     * the entry is not in the log.
     */
    public List<LogProof> proofs(long record) {
        Optional<Place> place =
                jdbc.sql("select index, entry from log_entry where record = ?")
                        .param(record)
                        .query((row, n) -> new Place(row.getLong("index"), row.getBytes("entry")))
                        .optional();
        if (place.isEmpty()) {
            return List.of();
        }
        List<LogProof> proofs = new ArrayList<>();
        for (SignedCheckpoint checkpoint : covering(place.get().index())) {
            proof(place.get(), checkpoint).ifPresent(proofs::add);
        }
        return List.copyOf(proofs);
    }

    private List<SignedCheckpoint> covering(long index) {
        var bySize = new TreeMap<Long, List<SignedCheckpoint>>();
        jdbc.sql(
                        """
                        select distinct on (witness) note from log_cosignature
                        where size > ? order by witness, size\
                        """)
                .param(index)
                .query((row, n) -> note(row))
                .list()
                .forEach(note ->
                        bySize.computeIfAbsent(note.checkpoint().size(), size -> new ArrayList<>())
                                .add(note));
        if (bySize.isEmpty()) {
            return latest().stream().toList();
        }
        return bySize.values().stream().flatMap(notes -> merged(notes).stream()).toList();
    }

    private Optional<LogProof> proof(Place place, SignedCheckpoint checkpoint) {
        long size = checkpoint.checkpoint().size();
        try {
            var tree = new MerkleTree(tiles.hashes(size), size);
            return Optional.of(
                    new LogProof(place.entry(), tree.inclusion(place.index()), checkpoint));
        } catch (MissingHash e) {
            return Optional.empty();
        }
    }

    /** Notes of one checkpoint as one note with all their signatures. */
    private static Optional<SignedCheckpoint> merged(List<SignedCheckpoint> notes) {
        return notes.stream()
                .reduce((one, other) -> {
                    SignedCheckpoint all = one;
                    for (NoteSignature line : other.note().signatures()) {
                        all = all.note().signatures().size() < LINES_MAX ? all.with(line) : all;
                    }
                    return all;
                });
    }

    private static SignedCheckpoint note(ResultSet row) throws SQLException {
        try {
            return SignedCheckpoint.parse(row.getBytes("note"));
        } catch (MalformedNote e) {
            throw new SQLException("a note in the database is damaged: " + e.getMessage(), e);
        }
    }
}
