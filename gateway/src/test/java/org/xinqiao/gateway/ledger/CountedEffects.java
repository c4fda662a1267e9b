package org.xinqiao.gateway.ledger;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.gateway.people.KnownConsents;
import org.xinqiao.gateway.permit.Effect;
import org.xinqiao.gateway.permit.PermittedNotice;
import org.xinqiao.gateway.trust.Trust;

/**
 * Effects of consent notices, and beside each a row that nothing makes unique: whatever takes
 * effect twice is seen.
 */
public final class CountedEffects extends Effects {
    private final JdbcTemplate jdbc;

    /** Counts in the table {@link #createTable} makes. */
    @SuppressWarnings("NullAway") // neither benefits nor ended passes are told here
    public CountedEffects(JdbcTemplate jdbc, KnownConsents consents, Trust trust) {
        super(null, consents, null, null, null, trust);
        this.jdbc = jdbc;
    }

    /** Makes the table. */
    public static void createTable(JdbcTemplate jdbc) {
        jdbc.execute(
                """
                create table effect (id bigserial, message uuid not null, ref bytea not null,
                  revision bigint not null)\
                """);
    }

    @Override
    void write(List<PermittedNotice> notices) {
        super.write(notices);
        for (PermittedNotice notice : notices) {
            Envelope envelope = notice.message().envelope();
            if (notice.effect() instanceof Effect.ConsentTold told) {
                told.news()
                        .forEach(known ->
                                jdbc.update(
                                        "insert into effect (message, ref, revision) values (?,?,?)",
                                        envelope.id().value(),
                                        known.ref().bytes(),
                                        known.revision()));
            }
        }
    }
}
