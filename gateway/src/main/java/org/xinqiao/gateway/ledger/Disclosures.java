package org.xinqiao.gateway.ledger;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.SubjectType;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.gateway.people.SubjectVault;

/**
 * The right to know 知情权: who asked for what about a person, when, why and on which basis, what was
 * given, and who else looked. Everything that a list says of other cities is read from what the
 * decision itself wrote.
 */
@Repository
public class Disclosures {
    private static final String PAGE =
            " and (%1$s.at, %1$s.%2$s) < (?, ?) order by %1$s.at desc, %1$s.%2$s desc limit ?";
    private static final String RECOGNISED =
            """
            select d.*, c.subject_type from decision d join consent c on c.id = d.consent
            where c.subject_lookup = any(?)\
            """
                    + PAGE.formatted("d", "request");
    private static final String TOLD =
            """
            select t.*, (select min(r.at) from message_record r
                where r.reply_to = t.message and r.direction = 0 and r.type = '%s') as acknowledged
            from consent_told t join consent c on c.id = t.consent
            where c.subject_lookup = any(?)\
            """
                            .formatted(MessageType.RECEIPT.wire())
                    + PAGE.formatted("t", "message");
    private static final String ASKED =
            "select a.* from item_answer a where a.subject_trace = any(?)"
                    + PAGE.formatted("a", "request");
    private static final String LOOKED =
            "select q.* from staff_query q where q.subject_trace = any(?)"
                    + PAGE.formatted("q", "id");

    private static final Comparator<Disclosure> NEWEST_FIRST =
            Comparator.comparing(Disclosure::at)
                    .thenComparing(entry -> entry.id().toString())
                    .reversed();

    /** Later than everything. */
    static final Disclosure.Position TOP =
            new Disclosure.Position(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

    private final JdbcClient jdbc;
    private final SubjectVault vault;

    /** The disclosures recorded in a node's database. */
    public Disclosures(JdbcClient jdbc, SubjectVault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** A page about a person, the newest first. */
    public List<Disclosure> of(
            SubjectNumber subject, Disclosure.@Nullable Position after, int most) {
        var from = after == null ? TOP : after;
        byte[][] lookups = vault.lookups(subject);
        var all = new ArrayList<Disclosure>();
        all.addAll(page(RECOGNISED, lookups, from, most, Disclosures::recognised));
        all.addAll(page(TOLD, lookups, from, most, Disclosures::told));
        byte[][] trace = {vault.trace(subject)};
        all.addAll(page(ASKED, trace, from, most, Disclosures::asked));
        all.addAll(page(LOOKED, trace, from, most, this::looked));
        return all.stream().sorted(NEWEST_FIRST).limit(most).toList();
    }

    private <T> List<T> page(
            String sql, byte[][] lookups, Disclosure.Position from, int most, RowMapper<T> mapper) {
        return jdbc.sql(sql)
                .param(lookups)
                .param(from.at().atOffset(ZoneOffset.UTC))
                .param(from.id())
                .param(most)
                .query(mapper)
                .list();
    }

    private static Disclosure.Recognised recognised(ResultSet row, int number) throws SQLException {
        return new Disclosure.Recognised(
                row.getObject("request", UUID.class),
                at(row),
                NodeId.parse(row.getString("source")),
                row.getString("purpose"),
                row.getLong("agreement"),
                row.getString("basis"),
                row.getObject("consent", UUID.class),
                row.getInt("consent_revision"),
                texts(row.getArray("benefits")),
                texts(row.getArray("outcomes")),
                texts(row.getArray("items")),
                row.getString("explanation_zh"),
                row.getString("explanation_en"),
                SubjectType.valueOf(row.getString("subject_type")) == SubjectType.ORGANISATION);
    }

    private static Disclosure.Told told(ResultSet row, int number) throws SQLException {
        OffsetDateTime acknowledged = row.getObject("acknowledged", OffsetDateTime.class);
        return new Disclosure.Told(
                row.getObject("message", UUID.class),
                at(row),
                NodeId.parse(row.getString("partner")),
                row.getObject("consent", UUID.class),
                row.getInt("revision"),
                acknowledged == null ? null : acknowledged.toInstant());
    }

    private static Disclosure.Asked asked(ResultSet row, int number) throws SQLException {
        List<String> codes = texts(row.getArray("items"));
        List<String> outcomes = texts(row.getArray("outcomes"));
        List<String> grounds = texts(row.getArray("grounds"));
        List<String> clauses = texts(row.getArray("clauses"));
        var items = new ArrayList<Disclosure.Asked.Item>();
        for (int i = 0; i < codes.size(); i++) {
            items.add(
                    new Disclosure.Asked.Item(
                            codes.get(i), outcomes.get(i), grounds.get(i), clauses.get(i)));
        }
        return new Disclosure.Asked(
                row.getObject("request", UUID.class),
                at(row),
                NodeId.parse(row.getString("source")),
                row.getString("purpose"),
                row.getString("duty"),
                row.getObject("consent", UUID.class),
                row.getInt("consent_revision"),
                items);
    }

    private Disclosure.Looked looked(ResultSet row, int number) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new Disclosure.Looked(
                id,
                at(row),
                row.getString("caller"),
                row.getString("officer"),
                vault.openName(row.getBytes("officer_sealed"), StaffQueries.context(id)),
                row.getString("purpose"),
                row.getString("duty"),
                row.getInt("shown"));
    }

    private static Instant at(ResultSet row) throws SQLException {
        return row.getObject("at", OffsetDateTime.class).toInstant();
    }

    private static List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
