package org.xinqiao.gateway.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Authorisations of queries, each found by its id and its subject together. */
@Repository
public class QueryAuthorisations {
    private final JdbcClient jdbc;

    /** The authorisations in a node's database. */
    public QueryAuthorisations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps a new one. */
    public void add(byte[] subject, QueryAuthorisation given, String actor, Instant now) {
        jdbc.sql(
                        """
                        insert into query_authorisation
                          (id, subject, requester, purpose, items, until, actor, at)
                        values (?,?,?,?,?,?,?,?)\
                        """)
                .param(given.id())
                .param(subject)
                .param(given.requester())
                .param(given.purpose())
                .param(given.items().toArray(String[]::new))
                .param(given.until().atOffset(ZoneOffset.UTC))
                .param(actor)
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** An authorisation of this subject; empty where the id is another's. */
    public Optional<QueryAuthorisation> find(UUID id, byte[] subject) {
        return jdbc.sql("select * from query_authorisation where id = ? and subject = ?")
                .param(id)
                .param(subject)
                .query(QueryAuthorisations::authorisation)
                .optional();
    }

    /** The authorisations of a subject, the newest first. */
    public List<QueryAuthorisation> of(byte[] subject, int most) {
        return jdbc.sql(
                        """
                        select * from query_authorisation where subject = ?
                        order by at desc, id limit ?\
                        """)
                .param(subject)
                .param(most)
                .query(QueryAuthorisations::authorisation)
                .list();
    }

    /**
     * Uses one up.
     *
     * @return false where it was used or withdrawn meanwhile
     */
    public boolean use(UUID id, Instant now) {
        return jdbc.sql(
                                """
                                update query_authorisation set used_at = ?
                                where id = ? and used_at is null and withdrawn_at is null\
                                """)
                        .param(now.atOffset(ZoneOffset.UTC))
                        .param(id)
                        .update()
                == 1;
    }

    /**
     * Ends one, for good.
     *
     * @return false where the subject has none of this id
     */
    public boolean withdraw(UUID id, byte[] subject, Instant now) {
        return jdbc.sql(
                                """
                                update query_authorisation
                                set withdrawn_at = coalesce(withdrawn_at, ?)
                                where id = ? and subject = ?\
                                """)
                        .param(now.atOffset(ZoneOffset.UTC))
                        .param(id)
                        .param(subject)
                        .update()
                == 1;
    }

    /**
     * Ends one that a platform recorded, for good.
     *
     * @return false where this actor recorded none of this id
     */
    public boolean withdrawRecorded(UUID id, String actor, Instant now) {
        return jdbc.sql(
                                """
                                update query_authorisation
                                set withdrawn_at = coalesce(withdrawn_at, ?)
                                where id = ? and actor = ?\
                                """)
                        .param(now.atOffset(ZoneOffset.UTC))
                        .param(id)
                        .param(actor)
                        .update()
                == 1;
    }

    private static QueryAuthorisation authorisation(ResultSet row, int n) throws SQLException {
        return new QueryAuthorisation(
                row.getObject("id", UUID.class),
                row.getString("requester"),
                row.getString("purpose"),
                Set.of((String[]) row.getArray("items").getArray()),
                row.getObject("until", OffsetDateTime.class).toInstant(),
                instant(row, "used_at"),
                instant(row, "withdrawn_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
