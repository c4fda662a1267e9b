package org.xinqiao.gateway.people;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.message.BenefitNotice;
import org.xinqiao.gateway.operate.AtRest;

/**
 * Home city: where its residents' codes were honoured, and what they object to. Nothing of it is
 * ever an input to a score, nor to a decision but by {@link BenefitEvents#units}.
 */
@Repository
public class Uses {
    private static final String USE =
            """
            select e.id, d.consent, e.source, e.benefit, e.event, e.quantity, e.at, e.set_aside, d.offline,
              o.id as objection, o.text, o.at as objected_at, o.upheld, o.answer, o.answered_at
            from consent c join decision d on d.consent = c.id
              join benefit_event e on e.request = d.request
              %s join lateral (
                select * from objection where event = e.id order by at desc limit 1) o on true
            """;
    private static final String ALL = USE.formatted("left");
    private static final String OBJECTED = USE.formatted("");
    private static final String PAGE =
            " and (e.at, e.id) < (?, ?) order by e.at desc, e.id desc limit ?";

    private final JdbcClient jdbc;
    private final SubjectVault vault;
    private final AtRest atRest;

    /** The events in a node's database. */
    public Uses(JdbcClient jdbc, SubjectVault vault, AtRest atRest) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.atRest = atRest;
    }

    /** A page of a person's events, the newest first. */
    public List<Use> of(SubjectNumber person, Use.Position after, int most) {
        return page(ALL + " where c.subject_lookup = any(?)", vault.lookups(person), after, most);
    }

    /** A page of the events of one consent, the newest first. */
    public List<Use> of(UUID consent, Use.Position after, int most) {
        return page(ALL + " where c.id = ?", consent, after, most);
    }

    /** A page of events with an objection that is open, or was answered; the newest first. */
    public List<Use> objectedTo(boolean open, Use.Position after, int most) {
        return page(OBJECTED + " where (o.upheld is null) = ?", open, after, most);
    }

    private List<Use> page(String of, Object whose, Use.Position after, int most) {
        return jdbc.sql(of + PAGE)
                .params(whose, time(after.at()), after.id(), most)
                .query(this::use)
                .list();
    }

    /** A person's own event. */
    public Optional<Use> find(UUID id, SubjectNumber person) {
        return jdbc.sql(ALL + " where e.id = ? and c.subject_lookup = any(?)")
                .params(id, vault.lookups(person))
                .query(this::use)
                .optional();
    }

    /** The event that an objection is about. */
    public Optional<Use> objectedBy(UUID objection) {
        return jdbc.sql(OBJECTED + " where o.id = ?").param(objection).query(this::use).optional();
    }

    /**
     * Adds an objection.
     *
     * @return false if one to the same event is open
     */
    public boolean object(UUID event, Objection objection) {
        return jdbc.sql(
                                """
                                insert into objection (id, event, text, at) values (?,?,?,?)
                                on conflict (event) where upheld is null do nothing\
                                """)
                        .params(
                                objection.id(),
                                event,
                                sealed(objection.id(), "text", objection.text()),
                                time(objection.at()))
                        .update()
                == 1;
    }

    /**
     * Answers an objection; where it was right, the event is set aside. Within a transaction.
     *
     * @return false if it is not open
     */
    public boolean answer(UUID objection, Objection.Answer answer, String actor) {
        int answered =
                jdbc.sql(
                                """
                                update objection set upheld = ?, answer = ?, answered_by = ?,
                                  answered_at = ?
                                where id = ? and upheld is null\
                                """)
                        .params(
                                answer.upheld(),
                                sealed(objection, "answer", answer.text()),
                                actor,
                                time(answer.at()),
                                objection)
                        .update();
        if (answered == 1 && answer.upheld()) {
            jdbc.sql(
                            """
                            update benefit_event set set_aside = true
                            where id = (select event from objection where id = ?)\
                            """)
                    .param(objection)
                    .update();
        }
        return answered == 1;
    }

    private Use use(ResultSet row, int number) throws SQLException {
        return new Use(
                row.getObject("id", UUID.class),
                row.getObject("consent", UUID.class),
                NodeId.parse(row.getString("source")),
                row.getString("benefit"),
                BenefitNotice.Event.valueOf(row.getString("event")),
                row.getInt("quantity"),
                instant(row, "at"),
                row.getBoolean("set_aside"),
                row.getBoolean("offline"),
                objection(row));
    }

    private @Nullable Objection objection(ResultSet row) throws SQLException {
        UUID id = row.getObject("objection", UUID.class);
        if (id == null) {
            return null;
        }
        byte[] answer = row.getBytes("answer");
        return new Objection(
                id,
                opened(id, "text", row.getBytes("text")),
                instant(row, "objected_at"),
                answer == null
                        ? null
                        : new Objection.Answer(
                                row.getBoolean("upheld"),
                                opened(id, "answer", answer),
                                instant(row, "answered_at")));
    }

    private byte[] sealed(UUID objection, String part, String text) {
        return atRest.seal(text.getBytes(StandardCharsets.UTF_8), context(objection, part));
    }

    private String opened(UUID objection, String part, byte[] sealed) {
        return new String(atRest.open(sealed, context(objection, part)), StandardCharsets.UTF_8);
    }

    private static byte[] context(UUID objection, String part) {
        return ("objection " + part + " " + objection).getBytes(StandardCharsets.US_ASCII);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
