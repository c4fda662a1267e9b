package org.xinqiao.gateway.lists;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.entry.Finding;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.operate.AtRest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Entries that break a rule: never dropped, never in use, shown to the operator and told to their
 * source. What they say is encrypted at rest, because it may be about a person.
 */
@Repository
public class Quarantine {
    private static final String INSERT =
            """
            insert into stream_quarantine (id, stream, seq, key, findings, body, at)
            values (?,?,?,?,?::jsonb,?,?)\
            """;
    private static final String SETTLE =
            """
            update stream_quarantine set state = ?, settled_by = ?, settled_at = ?, reason = ?,
              body = null
            where id = ? and state = 'OPEN'\
            """;

    private final JdbcTemplate jdbc;
    private final AtRest atRest;

    /** What is set aside in a node's database. */
    public Quarantine(JdbcTemplate jdbc, AtRest atRest) {
        this.jdbc = jdbc;
        this.atRest = atRest;
    }

    /** Where a quarantined entry stands. */
    public enum State {
        /** Somebody must look at it. */
        OPEN,
        /** A corrected entry took its place. */
        CORRECTED,
        /** It was judged again and is in use. */
        REPLAYED,
        /** It was given up, for a reason. */
        DISCARDED
    }

    /**
     * What is to be set aside.
     *
     * @param id its id here
     * @param seq the change; null where it never became one
     * @param key its key; null where it has none
     * @param findings why
     * @param body what came; null where law forbids to keep it
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on
    public record Aside(
            UUID id,
            @Nullable Long seq,
            @Nullable String key,
            List<Finding> findings,
            byte @Nullable [] body) {}

    /**
     * What was set aside.
     *
     * @param id its id here
     * @param stream of which stream
     * @param seq the change; null where it never became one
     * @param key its key
     * @param findings why
     * @param body what came; null once it is recalled or given up
     * @param state where it stands
     * @param at since when
     * @param settledBy the operator
     * @param settledAt when
     * @param reason their words
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on
    public record Case(
            UUID id,
            StreamName stream,
            @Nullable Long seq,
            @Nullable String key,
            List<Finding> findings,
            byte @Nullable [] body,
            State state,
            Instant at,
            @Nullable String settledBy,
            @Nullable Instant settledAt,
            @Nullable String reason) {}

    /** Sets entries aside, within the transaction that would have used them. */
    public void add(int stream, List<Aside> entries, Instant now) {
        var rows = new ArrayList<@Nullable Object[]>();
        for (Aside entry : entries) {
            byte[] body = entry.body();
            rows.add(
                    new @Nullable Object[] {
                        entry.id(),
                        stream,
                        entry.seq(),
                        entry.key(),
                        json(entry.findings()).toString(),
                        body == null ? null : atRest.seal(body, context(entry.id())),
                        now.atOffset(ZoneOffset.UTC)
                    });
        }
        jdbc.batchUpdate(INSERT, rows);
    }

    /** The newest, open ones first; of all streams, or of one. */
    public List<Case> list(@Nullable StreamName stream, @Nullable State state, int most) {
        return jdbc.query(
                """
                select q.*, s.name from stream_quarantine q join stream s on s.id = q.stream
                where (?::text is null or s.name = ?) and (?::text is null or q.state = ?)
                order by q.state = 'OPEN' desc, q.at desc, q.id limit ?\
                """,
                (row, n) -> one(row),
                stream == null ? null : stream.value(),
                stream == null ? null : stream.value(),
                state == null ? null : state.name(),
                state == null ? null : state.name(),
                most);
    }

    /** One of them. */
    public Optional<Case> find(UUID id) {
        return jdbc
                .query(
                        """
                        select q.*, s.name from stream_quarantine q
                        join stream s on s.id = q.stream where q.id = ?\
                        """,
                        (row, n) -> one(row),
                        id)
                .stream()
                .findFirst();
    }

    /** How many of a stream wait for somebody. */
    public long open(int stream) {
        return Objects.requireNonNull(
                jdbc.queryForObject(
                        "select count(*) from stream_quarantine where stream = ? and state = 'OPEN'",
                        Long.class,
                        stream));
    }

    /**
     * Ends a case; what came is deleted, what was wrong with it stays.
     *
     * @return false if it was not open
     */
    public boolean settle(
            UUID id, State state, String operator, Instant now, @Nullable String reason) {
        return jdbc.update(SETTLE, state.name(), operator, now.atOffset(ZoneOffset.UTC), reason, id)
                == 1;
    }

    /**
     * A later change of the key took its place, or recalled it: the bodies go.
     *
     * @param keys whose
     * @param before only what came before this change
     */
    public void superseded(int stream, List<String> keys, long before, Instant now) {
        jdbc.update(
                """
                update stream_quarantine set body = null,
                  state = case state when 'OPEN' then 'CORRECTED' else state end,
                  settled_at = coalesce(settled_at, ?), settled_by = coalesce(settled_by, 'source')
                where stream = ? and key = any(?) and coalesce(seq, 0) < ?\
                """,
                now.atOffset(ZoneOffset.UTC),
                stream,
                keys.toArray(String[]::new),
                before);
    }

    private Case one(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        long seq = row.getLong("seq");
        boolean unnumbered = row.wasNull();
        byte[] body = row.getBytes("body");
        OffsetDateTime settledAt = row.getObject("settled_at", OffsetDateTime.class);
        return new Case(
                id,
                StreamName.parse(row.getString("name")).orElseThrow(),
                unnumbered ? null : seq,
                row.getString("key"),
                findings(row.getBytes("findings")),
                body == null ? null : atRest.open(body, context(id)),
                State.valueOf(row.getString("state")),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("settled_by"),
                settledAt == null ? null : settledAt.toInstant(),
                row.getString("reason"));
    }

    /** Findings as the API and the database have them. */
    public static ArrayNode json(List<Finding> findings) {
        ArrayNode json = StrictJson.object().putArray("findings");
        findings.forEach(finding -> json.add(finding.toJson()));
        return json;
    }

    private static List<Finding> findings(byte[] json) throws SQLException {
        var findings = new ArrayList<Finding>();
        try {
            for (JsonNode one : StrictJson.parse(json)) {
                findings.add(Finding.parse(new Fields("", (ObjectNode) one)));
            }
        } catch (MalformedJson e) {
            throw new SQLException("findings in the database are damaged", e);
        }
        return findings;
    }

    private static byte[] context(UUID id) {
        return ("stream quarantine " + id).getBytes(StandardCharsets.US_ASCII);
    }
}
