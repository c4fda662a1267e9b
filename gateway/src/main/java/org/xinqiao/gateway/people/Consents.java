package org.xinqiao.gateway.people;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.Pseudonym;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.SubjectType;
import org.xinqiao.trust.document.DisclosureLevel;

/**
 * All consents given at this node.
 *
 * <p>A decision holds the consent's row ({@link Passes#claim}) until it commits and a change of
 * state updates that row, so a decision is wholly before or wholly after a withdrawal.
 */
@Repository
public class Consents {
    private static final String ALL = "select * from consent ";

    private final JdbcClient jdbc;
    private final SubjectVault vault;

    /** The consents of a node's database. */
    public Consents(JdbcClient jdbc, SubjectVault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /**
     * Adds a new consent with its signed artefact.
     *
     * @param pseudonym what the recipient calls the subject
     */
    public void add(Consent consent, Pseudonym pseudonym, String artefact, String actor) {
        jdbc.sql(
                        """
                        insert into consent (id, subject_type, subject_lookup, subject_sealed, recipient,
                          purposes, disclosure, use_kind, form, evidence_method, evidence_ref,
                          evidence_authority, granted_at, expires_at, state, revision, artefact,
                          items, pseudonym)
                        values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)\
                        """)
                .param(consent.id())
                .param(consent.subject().type().name())
                .param(vault.lookup(consent.subject()))
                .param(vault.seal(consent.subject()))
                .param(consent.recipient().value())
                .param(consent.purposes().toArray(String[]::new))
                .param(consent.disclosure().name())
                .param(consent.use().name())
                .param(consent.form().name())
                .param(consent.evidence().method().name())
                .param(consent.evidence().reference())
                .param(consent.evidence().actingBy().map(Enum::name).orElse(null))
                .param(time(consent.grantedAt()))
                .param(time(consent.expiresAt()))
                .param(consent.state().name())
                .param(consent.revision())
                .param(artefact)
                .param(consent.items().toArray(String[]::new))
                .param(pseudonym.value())
                .update();
        record(consent.id(), consent.revision(), consent.state(), actor, consent.grantedAt());
    }

    /** A consent by its id. */
    public Optional<Consent> find(UUID id) {
        return jdbc.sql(ALL + "where id = ?").param(id).query(this::consent).optional();
    }

    /**
     * Whom a node knows by a pseudonym, which it was told with a consent; empty where it was told
     * of nobody by it.
     */
    public Optional<SubjectNumber> known(NodeId recipient, Pseudonym pseudonym) {
        return jdbc.sql(ALL + "where recipient = ? and pseudonym = ? limit 1")
                .param(recipient.value())
                .param(pseudonym.value())
                .query((row, n) -> consent(row, n).subject())
                .optional();
    }

    /** Consents that were given before pseudonyms were kept beside them. */
    List<Consent> unnamed(int most) {
        return jdbc.sql(ALL + "where pseudonym is null limit ?")
                .param(most)
                .query(this::consent)
                .list();
    }

    /** Keeps what the recipient calls the subject. */
    void name(UUID consent, Pseudonym pseudonym) {
        jdbc.sql("update consent set pseudonym = ? where id = ?")
                .param(pseudonym.value())
                .param(consent)
                .update();
    }

    /** All consents of a person or organisation, the newest first. */
    public List<Consent> of(SubjectNumber subject) {
        return jdbc.sql(ALL + "where subject_lookup = any(?) order by granted_at desc, id")
                .param(vault.lookups(subject))
                .query(this::consent)
                .list();
    }

    /** The signed artefact of a consent. */
    public Optional<String> artefact(UUID id) {
        return jdbc.sql("select artefact from consent where id = ?")
                .param(id)
                .query(String.class)
                .optional();
    }

    /** Reads a consent to change it: waits for decisions under way. */
    public Optional<Consent> holdForChange(UUID id) {
        return jdbc.sql(ALL + "where id = ? for update").param(id).query(this::consent).optional();
    }

    /** Reads a consent that cannot change before the transaction ends. */
    public Optional<Consent> holdToShare(UUID id) {
        return jdbc.sql(ALL + "where id = ? for share").param(id).query(this::consent).optional();
    }

    /** The consent as it stood at a time; empty before it was given. */
    public Optional<Consent> asOf(Consent consent, Instant at) {
        return jdbc.sql(
                        """
                        select state, revision from consent_change
                        where consent = ? and at <= ? order by revision desc limit 1\
                        """)
                .param(consent.id())
                .param(time(at))
                .query((row, n) ->
                        consent.standing(
                                ConsentState.valueOf(row.getString("state")),
                                row.getInt("revision"),
                                consent.spent()))
                .optional();
    }

    /** Writes a new state under the next revision; the row is held for change. */
    public void change(Consent held, ConsentState state, String actor, Instant at) {
        int revision = held.revision() + 1;
        jdbc.sql("update consent set state = ?, revision = ? where id = ?")
                .param(state.name())
                .param(revision)
                .param(held.id())
                .update();
        record(held.id(), revision, state, actor, at);
    }

    /**
     * Spends a consent for one use.
     *
     * @return false if another decision spent it first
     */
    public boolean spend(UUID id) {
        return jdbc.sql("update consent set spent = true where id = ? and not spent")
                        .param(id)
                        .update()
                == 1;
    }

    private void record(UUID id, int revision, ConsentState state, String actor, Instant at) {
        jdbc.sql(
                        "insert into consent_change (consent, revision, state, actor, at) values (?,?,?,?,?)")
                .param(id)
                .param(revision)
                .param(state.name())
                .param(actor)
                .param(time(at))
                .update();
    }

    /** A row of the consent table, wherever it was joined. */
    Consent consent(ResultSet row, int number) throws SQLException {
        SubjectType type = SubjectType.valueOf(row.getString("subject_type"));
        return new Consent(
                row.getObject("id", UUID.class),
                vault.open(type, row.getBytes("subject_sealed"), row.getBytes("subject_lookup")),
                NodeId.parse(row.getString("recipient")),
                new TreeSet<>(texts(row.getArray("purposes"))),
                new TreeSet<>(texts(row.getArray("items"))),
                DisclosureLevel.valueOf(row.getString("disclosure")),
                Consent.Use.valueOf(row.getString("use_kind")),
                Consent.Form.valueOf(row.getString("form")),
                new Evidence(
                        Evidence.Method.valueOf(row.getString("evidence_method")),
                        row.getString("evidence_ref"),
                        authority(row.getString("evidence_authority"))),
                row.getObject("granted_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                ConsentState.valueOf(row.getString("state")),
                row.getInt("revision"),
                row.getBoolean("spent"));
    }

    private static Evidence.@Nullable Authority authority(@Nullable String name) {
        return name == null ? null : Evidence.Authority.valueOf(name);
    }

    private static List<String> texts(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
