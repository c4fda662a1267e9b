package org.xinqiao.gateway.ledger;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.crypto.Digests;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.PersonName;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.SubjectType;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.ledger.StaffQuery.Declared;
import org.xinqiao.gateway.ledger.StaffQuery.Opened;
import org.xinqiao.gateway.ledger.StaffQuery.Review;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.people.SubjectVault;
import org.xinqiao.gateway.permit.StaffQueryRules;
import org.xinqiao.gateway.permit.StaffQueryRules.Flag;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks of staff at people's records 查询留痕 (rule R27). Nobody looks without having declared purpose
 * and duty; every look is recorded before anything is shown, and stays: it is an entry of the
 * evidence log, whose checkpoints are signed and cosigned.
 */
@Repository
public class StaffQueries {
    private static final Duration REFERENCE_LASTS =
            Duration.ofMinutes(Bounds.STAFF_REFERENCE_MINUTES_MAX);
    private static final int REFERENCE_BYTES = 32;
    private static final String INSERT =
            """
            insert into staff_query (id, reference, caller, subject_trace, officer, officer_sealed,
              purpose, duty, shown, flags, at)
            values (?,?,?,?,?,?,?,?,?,?,?)\
            """;

    /** In one statement, so that neither row nor entry is ever there alone. */
    private static final String RECORD =
            String.join(";\n", INSERT, Records.INSERT, Records.INSERT_PENDING);

    /** The type under which a look stands among the records. */
    static final String TYPE = "staff.query";

    private static final String LIST =
            """
            select q.*, r.by as review_by, r.at as review_at, r.finding from staff_query q
            left join staff_review r on r.query = q.id\
            """;

    private final JdbcClient jdbc;
    private final SubjectVault vault;
    private final Records records;
    private final NodeId self;
    private final SecureRandom random;

    /** The staff queries in a node's database. */
    public StaffQueries(
            JdbcClient jdbc,
            SubjectVault vault,
            Records records,
            NodeConfig config,
            SecureRandom random) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.records = records;
        this.self = config.node();
        this.random = random;
    }

    /**
     * A reference to a declared query, told once and kept nowhere.
     *
     * @param text what stands in the address instead of a number
     * @param expires until when it may be used, exclusive
     */
    public record Reference(String text, Instant expires) {}

    /**
     * Declares a query.
     *
     * @param name the person's name, where the officer gave it; it is compared and not kept
     */
    public Reference declare(
            SubjectNumber subject,
            @Nullable PersonName name,
            Declared declared,
            String caller,
            Instant now) {
        byte[] bytes = new byte[REFERENCE_BYTES];
        random.nextBytes(bytes);
        String text = Base64Url.encode(bytes);
        byte[] hash = hash(text);
        Instant expires = now.plus(REFERENCE_LASTS).truncatedTo(ChronoUnit.SECONDS);
        jdbc.sql("insert into staff_reference values (?,?,?,?,?,?,?,?,?,?,?)")
                .param(hash)
                .param(caller)
                .param(subject.type().name())
                .param(vault.lookup(subject))
                .param(vault.seal(subject))
                .param(declared.officer())
                .param(vault.seal(declared.name(), hash))
                .param(declared.purpose())
                .param(declared.duty())
                .param(name != null && declared.name().sharesFamilyName(name))
                .param(expires.atOffset(ZoneOffset.UTC))
                .update();
        return new Reference(text, expires);
    }

    /** The declared query of a reference, for whoever declared it, while it lasts. */
    public Optional<Opened> open(String reference, String caller, Instant now) {
        byte[] hash = hash(reference);
        return jdbc.sql(
                        """
                        select * from staff_reference
                        where sha256 = ? and caller = ? and keep_until > ?\
                        """)
                .param(hash)
                .param(caller)
                .param(now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> opened(row, hash))
                .optional();
    }

    /** Records that something is shown; call it before it is. */
    public void record(Opened query, int shown, Instant now) {
        var look =
                new Look(
                        query.reference(),
                        query.caller(),
                        vault.trace(query.subject()),
                        query.declared(),
                        query.sameFamilyName());
        record(look, shown, now);
    }

    /**
     * A look at somebody's data.
     *
     * @param reference of the declared query; what is shown of one counts once
     * @param caller the token that asked
     * @param trace the keyed hash of whom it is about
     * @param declared who, and why
     * @param sameFamilyName whether officer and person may share a family name
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on
    public record Look(
            byte[] reference,
            String caller,
            byte[] trace,
            Declared declared,
            boolean sameFamilyName) {}

    /** The same about somebody whom this node need not know by number. */
    public void record(Look query, int shown, Instant now) {
        UUID id = MessageId.random(now.toEpochMilli(), random).value();
        var facts =
                new StaffQueryRules.Facts(
                        withinTheHour(query, now) + 1, now, query.sameFamilyName());
        List<String> flags = StaffQueryRules.decide(facts).stream().map(Flag::name).toList();
        Declared declared = query.declared();
        byte[] trace = query.trace();
        var row =
                new ArrayList<@Nullable Object>(
                        List.of(
                                id,
                                query.reference(),
                                query.caller(),
                                trace,
                                declared.officer(),
                                vault.seal(declared.name(), context(id)),
                                declared.purpose(),
                                declared.duty(),
                                shown,
                                flags.toArray(String[]::new),
                                now.atOffset(ZoneOffset.UTC)));
        row.addAll(records.rows(recorded(id, query, shown, flags, now)));
        jdbc.sql(RECORD).params(row).update();
    }

    /** What the evidence log commits to: the query as it is kept, without the officer's name. */
    private Recorded recorded(UUID id, Look query, int shown, List<String> flags, Instant now) {
        ObjectNode json =
                StrictJson.object()
                        .put("caller", query.caller())
                        .put("officer", query.declared().officer())
                        .put("purpose", query.declared().purpose())
                        .put("duty", query.declared().duty())
                        .put("subject", Base64Url.encode(query.trace()))
                        .put("shown", shown)
                        .put("at", now.toString());
        ArrayNode flagged = json.putArray("flags");
        flags.forEach(flagged::add);
        return new Recorded(
                new MessageId(id),
                LogEntry.Direction.RECEIVED,
                self,
                self,
                TYPE,
                null,
                records.salt(),
                StrictJson.write(json),
                now);
    }

    /** Other declared queries of the same officer; the pages of one count once. */
    private int withinTheHour(Look query, Instant now) {
        return jdbc.sql(
                        """
                        select count(distinct reference) from staff_query
                        where caller = ? and officer = ? and at > ? and reference <> ?\
                        """)
                .param(query.caller())
                .param(query.declared().officer())
                .param(now.minus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC))
                .param(query.reference())
                .query(Integer.class)
                .single();
    }

    /**
     * Queries for a second person, the newest first.
     *
     * @param flagged only what is unusual
     * @param after the last one of the page before
     */
    public List<StaffQuery> list(boolean flagged, Disclosure.@Nullable Position after, int most) {
        var from = after == null ? Disclosures.TOP : after;
        return jdbc.sql(
                        LIST
                                + " where (q.at, q.id) < (?, ?)"
                                + (flagged ? " and cardinality(q.flags) > 0" : "")
                                + " order by q.at desc, q.id desc limit ?")
                .param(from.at().atOffset(ZoneOffset.UTC))
                .param(from.id())
                .param(most)
                .query(this::query)
                .list();
    }

    /**
     * Keeps a second person's finding.
     *
     * @throws Refusal {@code not-found}; {@code conflict} if the reviewer asked themselves, or a
     *     finding is there
     */
    public void review(UUID id, String by, String finding, Instant now) throws Refusal {
        String caller =
                jdbc.sql("select caller from staff_query where id = ?")
                        .param(id)
                        .query(String.class)
                        .optional()
                        .orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND));
        if (caller.equals(by)) {
            throw new Refusal(ProblemType.CONFLICT, "rule", "a second person reviews a query");
        }
        int added =
                jdbc.sql(
                                """
                                insert into staff_review (query, by, finding, at) values (?,?,?,?)
                                on conflict do nothing\
                                """)
                        .params(id, by, finding, now.atOffset(ZoneOffset.UTC))
                        .update();
        if (added == 0) {
            throw new Refusal(ProblemType.CONFLICT, "rule", "this query has been reviewed");
        }
    }

    /** The context under which a row's officer is sealed. */
    static byte[] context(UUID query) {
        return query.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private Opened opened(ResultSet row, byte[] hash) throws SQLException {
        return new Opened(
                hash,
                row.getString("caller"),
                vault.open(
                        SubjectType.valueOf(row.getString("subject_type")),
                        row.getBytes("subject_sealed"),
                        row.getBytes("subject_lookup")),
                declared(row, hash),
                row.getBoolean("same_family"));
    }

    private Declared declared(ResultSet row, byte[] context) throws SQLException {
        return new Declared(
                row.getString("officer"),
                vault.openName(row.getBytes("officer_sealed"), context),
                row.getString("purpose"),
                row.getString("duty"));
    }

    private StaffQuery query(ResultSet row, int number) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        for (String flag : (String[]) row.getArray("flags").getArray()) {
            flags.add(Flag.valueOf(flag));
        }
        return new StaffQuery(
                id,
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("caller"),
                declared(row, context(id)),
                row.getInt("shown"),
                flags,
                review(row));
    }

    private static @Nullable Review review(ResultSet row) throws SQLException {
        OffsetDateTime at = row.getObject("review_at", OffsetDateTime.class);
        return at == null
                ? null
                : new Review(row.getString("review_by"), at.toInstant(), row.getString("finding"));
    }

    private static byte[] hash(String reference) {
        return Digests.sha256(reference.getBytes(StandardCharsets.UTF_8));
    }
}
