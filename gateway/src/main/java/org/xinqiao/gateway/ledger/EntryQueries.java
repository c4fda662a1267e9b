package org.xinqiao.gateway.ledger;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.gateway.operate.NodeConfig;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Queries about organisations 查询留痕 (rule R27): who, when, why, and how much was shown. Each stays,
 * and is an entry of the evidence log. Looks at persons are {@link StaffQueries}.
 */
@Repository
public class EntryQueries {
    /** The type under which a query stands among the records. */
    static final String TYPE = "entry.query";

    private static final String INSERT =
            """
            insert into entry_query
              (id, kind, caller, subject, officer, purpose, duty, classes, shown, at)
            values (?,?,?,?,?,?,?,?,?,?)\
            """;

    /** In one statement, so that neither row nor entry is ever there alone. */
    private static final String RECORD =
            String.join(";\n", INSERT, Records.INSERT, Records.INSERT_PENDING);

    private final JdbcClient jdbc;
    private final Records records;
    private final NodeId self;
    private final SecureRandom random;

    /** The queries in a node's database. */
    public EntryQueries(JdbcClient jdbc, Records records, NodeConfig config, SecureRandom random) {
        this.jdbc = jdbc;
        this.records = records;
        this.self = config.node();
        this.random = random;
    }

    /**
     * One query.
     *
     * @param kind {@code QUERY}, {@code CHECK} or {@code BATCH}
     * @param caller the token that asked
     * @param subject the organisation's code as entries have it; null for many
     * @param officer who, by the id in the calling system; null where nobody said so
     * @param purpose what for
     * @param duty by which duty
     * @param classes what might be shown
     * @param shown how many entries, or of a batch rows, were
     * @param at when
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on
    public record Query(
            String kind,
            String caller,
            byte @Nullable [] subject,
            @Nullable String officer,
            @Nullable String purpose,
            @Nullable String duty,
            Collection<DisclosureClass> classes,
            int shown,
            Instant at) {}

    /** Records a query; call it before anything is shown. */
    public void record(Query query) {
        UUID id = MessageId.random(query.at().toEpochMilli(), random).value();
        String[] classes = query.classes().stream().map(Enum::name).sorted().toArray(String[]::new);
        var row =
                new ArrayList<@Nullable Object>(
                        Arrays.asList(
                                id,
                                query.kind(),
                                query.caller(),
                                query.subject(),
                                query.officer(),
                                query.purpose(),
                                query.duty(),
                                classes,
                                query.shown(),
                                query.at().atOffset(ZoneOffset.UTC)));
        row.addAll(records.rows(recorded(id, query, classes)));
        jdbc.sql(RECORD).params(row).update();
    }

    private Recorded recorded(UUID id, Query query, String[] classes) {
        byte[] subject = query.subject();
        ObjectNode json =
                StrictJson.object()
                        .put("kind", query.kind())
                        .put("caller", query.caller())
                        .put("officer", query.officer())
                        .put("purpose", query.purpose())
                        .put("duty", query.duty())
                        .put(
                                "subject",
                                subject == null
                                        ? null
                                        : new String(subject, StandardCharsets.US_ASCII))
                        .put("shown", query.shown())
                        .put("at", query.at().toString());
        ArrayNode seen = json.putArray("classes");
        for (String one : classes) {
            seen.add(one);
        }
        return new Recorded(
                new MessageId(id),
                LogEntry.Direction.RECEIVED,
                self,
                self,
                TYPE,
                null,
                records.salt(),
                StrictJson.write(json),
                query.at());
    }
}
