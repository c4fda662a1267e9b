package org.xinqiao.gateway.ledger;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.ledger.Verification.State;
import org.xinqiao.gateway.operate.AtRest;
import org.xinqiao.gateway.receive.CodeFile;
import org.xinqiao.gateway.receive.CodeFile.Format;
import tools.jackson.databind.node.ArrayNode;

/** Files that are verified: their bytes as they come, and their lines as they are done. */
@Repository
public class Verifications {
    /** How long an instance that went away holds up a file. */
    static final Duration LEASE = Duration.ofSeconds(15);

    private static final Duration KEPT = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final AtRest atRest;
    private final TransactionTemplate transaction;

    /** The files in a node's database. */
    public Verifications(JdbcClient jdbc, AtRest atRest, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.atRest = atRest;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Announces a file. */
    public void add(Verification job, Instant now) {
        jdbc.sql(
                        """
                        insert into verification
                          (id, caller, format, state, officer, purpose, duty, at, keep_until)
                        values (?,?,?,'UPLOADING',?,?,?,?,?)\
                        """)
                .param(job.id())
                .param(job.caller())
                .param(job.format().name())
                .param(job.officer())
                .param(job.purpose())
                .param(job.duty())
                .param(now.atOffset(ZoneOffset.UTC))
                .param(now.plus(KEPT).atOffset(ZoneOffset.UTC))
                .update();
    }

    /** A file, for whoever announced it. */
    public Optional<Verification> find(UUID id, String caller) {
        return jdbc.sql("select * from verification where id = ? and caller = ?")
                .param(id)
                .param(caller)
                .query((row, n) -> job(row))
                .optional();
    }

    /**
     * Takes the next bytes of a file; the same bytes once more are taken without effect.
     *
     * @return how many are here now
     * @throws Refusal {@code not-found}; {@code conflict} where bytes before are missing, or the
     *     file was declared whole
     */
    public long append(UUID id, String caller, long place, byte[] bytes) throws Refusal {
        Object outcome =
                Objects.requireNonNull(
                        transaction.execute(status -> appended(id, caller, place, bytes)));
        if (outcome instanceof Refusal refusal) {
            throw refusal;
        }
        return (Long) outcome;
    }

    private Object appended(UUID id, String caller, long place, byte[] bytes) {
        Verification job = locked(id, caller).orElse(null);
        if (job == null) {
            return new Refusal(ProblemType.NOT_FOUND);
        }
        long end = place + bytes.length;
        if (end <= job.bytes()) {
            return job.bytes();
        }
        if (job.state() != State.UPLOADING || place != job.bytes()) {
            return new Refusal(ProblemType.CONFLICT, "rule", "the next byte is " + job.bytes());
        }
        if (end > CodeFile.BYTES_MAX) {
            return new Refusal(
                    ProblemType.BODY_TOO_LARGE,
                    "body_bytes_max",
                    String.valueOf(CodeFile.BYTES_MAX));
        }
        UUID part = UUID.randomUUID();
        jdbc.sql("insert into verification_part (id, job, place, bytes) values (?,?,?,?)")
                .param(part)
                .param(id)
                .param(place)
                .param(atRest.seal(bytes, context(part)))
                .update();
        jdbc.sql("update verification set bytes = ? where id = ?").param(end).param(id).update();
        return end;
    }

    /**
     * The file is whole; said again, it changes nothing.
     *
     * @return whether it was said for the first time
     */
    public boolean start(UUID id, Instant now) {
        return jdbc.sql(
                                """
                                update verification set state = 'RUNNING', started_at = ?
                                where id = ? and state = 'UPLOADING'\
                                """)
                        .param(now.atOffset(ZoneOffset.UTC))
                        .param(id)
                        .update()
                == 1;
    }

    /** Takes a file that nobody works at; empty if there is none. */
    Optional<Verification> take(String owner) {
        return jdbc.sql(
                        """
                        update verification set owner = ?,
                          lease_until = now() + make_interval(secs => ?)
                        where id = (select id from verification
                          where state = 'RUNNING' and lease_until < now()
                          order by started_at limit 1 for update skip locked)
                        returning *\
                        """)
                .param(owner)
                .param(LEASE.toSeconds())
                .query((row, n) -> job(row))
                .optional();
    }

    /** The bytes of a file, decrypted part by part. */
    InputStream open(UUID id) {
        List<UUID> parts =
                jdbc.sql("select id from verification_part where job = ? order by place")
                        .param(id)
                        .query((row, n) -> row.getObject(1, UUID.class))
                        .list();
        return new Parts(parts.iterator());
    }

    /** Part after part; one of them is in memory. */
    private final class Parts extends InputStream {
        private final Iterator<UUID> left;
        private InputStream part = InputStream.nullInputStream();

        Parts(Iterator<UUID> left) {
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int bytes = part.read(into, offset, length);
            while (bytes < 0 && left.hasNext()) {
                part = new ByteArrayInputStream(part(left.next()));
                bytes = part.read(into, offset, length);
            }
            return bytes;
        }
    }

    private byte[] part(UUID id) {
        byte[] sealed =
                jdbc.sql("select bytes from verification_part where id = ?")
                        .param(id)
                        .query(byte[].class)
                        .single();
        return atRest.open(sealed, context(id));
    }

    private static byte[] context(UUID part) {
        return ("verification " + part).getBytes(StandardCharsets.US_ASCII);
    }

    /** How many lines it has. */
    void counted(UUID id, long total) {
        jdbc.sql("update verification set total = ? where id = ?").param(total).param(id).update();
    }

    /**
     * Appends verified lines.
     *
     * @param before lines that were done before them
     * @return false where another instance works at the file: then nothing is written
     */
    boolean append(UUID id, String owner, long before, List<VerifiedLine> lines) {
        return Boolean.TRUE.equals(
                transaction.execute(status -> {
                    boolean ours =
                            jdbc.sql(
                                                    """
                                                    update verification set done = done + ?,
                                                      held = held + ?, wrong = wrong + ?,
                                                      lease_until = now() + make_interval(secs => ?)
                                                    where id = ? and owner = ? and done = ?
                                                      and state = 'RUNNING'\
                                                    """)
                                            .param(lines.size())
                                            .param(count(lines, VerifiedLine.Verdict.HELD))
                                            .param(
                                                    count(lines, VerifiedLine.Verdict.CODE_WRONG)
                                                            + count(
                                                                    lines,
                                                                    VerifiedLine.Verdict
                                                                            .NOT_AN_ORGANISATION))
                                            .param(LEASE.toSeconds())
                                            .param(id)
                                            .param(owner)
                                            .param(before)
                                            .update()
                                    == 1;
                    if (ours) {
                        insert(id, lines);
                    }
                    return ours;
                }));
    }

    private static long count(Collection<VerifiedLine> lines, VerifiedLine.Verdict verdict) {
        return lines.stream().filter(line -> line.verdict() == verdict).count();
    }

    private void insert(UUID id, List<VerifiedLine> lines) {
        jdbc.sql(
                        """
                        insert into verification_row (job, line, code, verdict, note, sources)
                        select ?, l, c, v, n, s::jsonb from unnest
                          (?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
                          as t (l, c, v, n, s)\
                        """)
                .param(id)
                .param(lines.stream().map(VerifiedLine::line).toArray(Long[]::new))
                .param(lines.stream().map(VerifiedLine::code).toArray(String[]::new))
                .param(lines.stream().map(line -> line.verdict().name()).toArray(String[]::new))
                .param(lines.stream().map(VerifiedLine::note).toArray(String[]::new))
                .param(lines.stream().map(line -> line.sources().toString()).toArray(String[]::new))
                .update();
    }

    /** It is over, well or with trouble; what was in the file is deleted. */
    void end(UUID id, String owner, @Nullable String trouble, Instant now) {
        transaction.executeWithoutResult(status -> {
            int ours =
                    jdbc.sql(
                                    """
                                    update verification set state = ?, trouble = ?, ended_at = ?
                                    where id = ? and owner = ? and state = 'RUNNING'\
                                    """)
                            .param(trouble == null ? State.DONE.name() : State.FAILED.name())
                            .param(trouble)
                            .param(now.atOffset(ZoneOffset.UTC))
                            .param(id)
                            .param(owner)
                            .update();
            if (ours == 1) {
                jdbc.sql("delete from verification_part where job = ?").param(id).update();
            }
        });
    }

    /** Gives it back, for whoever comes next. */
    void release(UUID id, String owner) {
        jdbc.sql("update verification set lease_until = now() where id = ? and owner = ?")
                .param(id)
                .param(owner)
                .update();
    }

    /** Verified lines after one, in order. */
    public List<VerifiedLine> lines(UUID id, long after, int most) {
        return jdbc.sql(
                        """
                        select * from verification_row where job = ? and line > ?
                        order by line limit ?\
                        """)
                .param(id)
                .param(after)
                .param(most)
                .query((row, n) ->
                        new VerifiedLine(
                                row.getLong("line"),
                                row.getString("code"),
                                VerifiedLine.Verdict.valueOf(row.getString("verdict")),
                                row.getString("note"),
                                sources(row.getString("sources"))))
                .list();
    }

    private static ArrayNode sources(String json) throws SQLException {
        try {
            return (ArrayNode) StrictJson.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedJson e) {
            throw new SQLException("sources in the database are damaged", e);
        }
    }

    private Optional<Verification> locked(UUID id, String caller) {
        return jdbc.sql("select * from verification where id = ? and caller = ? for update")
                .param(id)
                .param(caller)
                .query((row, n) -> job(row))
                .optional();
    }

    private static Verification job(ResultSet row) throws SQLException {
        return new Verification(
                row.getObject("id", UUID.class),
                row.getString("caller"),
                Format.valueOf(row.getString("format")),
                State.valueOf(row.getString("state")),
                row.getString("officer"),
                row.getString("purpose"),
                row.getString("duty"),
                row.getLong("bytes"),
                row.getObject("total", Long.class),
                row.getLong("done"),
                row.getLong("held"),
                row.getLong("wrong"),
                row.getString("trouble"),
                instant(row, "started_at"),
                instant(row, "ended_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
