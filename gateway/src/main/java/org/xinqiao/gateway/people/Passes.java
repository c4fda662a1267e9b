package org.xinqiao.gateway.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.identity.NodeId;

/** The passes minted here, and the one use that each presentation has. */
@Repository
public class Passes {
    private static final String CLAIM_SHARED = claim("share");
    private static final String CLAIM_ALONE = claim("update");

    private final JdbcClient jdbc;
    private final Consents consents;

    /** The passes of a node's database. */
    public Passes(JdbcClient jdbc, Consents consents) {
        this.jdbc = jdbc;
        this.consents = consents;
    }

    /**
     * Records a pass before it is handed out.
     *
     * @return false if its random reference or status index is taken or kept back: draw again
     */
    public boolean add(MintedPass pass) {
        return jdbc.sql(
                                """
                                insert into pass (consent_ref, consent, agreement, status_list, status_index,
                                  bearer, printed, minted_at, expires_at)
                                select :ref, :consent, :agreement, :list, :index, :bearer, :printed,
                                  :minted, :expires
                                where not exists (
                                  select 1 from status_spare where list = :list and index = :index)
                                on conflict do nothing\
                                """)
                        .param("ref", pass.consentRef().bytes())
                        .param("consent", pass.consent())
                        .param("agreement", pass.agreement())
                        .param("list", pass.statusList())
                        .param("index", pass.statusIndex())
                        .param("bearer", pass.form().bearer())
                        .param("printed", pass.form() == PassForm.PAPER)
                        .param("minted", pass.mintedAt().atOffset(ZoneOffset.UTC))
                        .param("expires", pass.expiresAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /**
     * Ends all passes of a consent before their time: their bits in the status lists are set within
     * this transaction, and told to partners soon after. Those that have expired need none.
     */
    public void end(UUID consent, Instant now) {
        jdbc.sql(
                        """
                        insert into status_bit (list, index)
                        select status_list, status_index from pass
                        where consent = ? and expires_at > ?
                        and status_list in (select number from status_list)
                        on conflict do nothing\
                        """)
                .param(consent)
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * A pass with the consent that it was minted on.
     *
     * @param pass the record of minting
     * @param consent as it was read; it may change at any time
     */
    public record Found(MintedPass pass, Consent consent) {}

    /** The record of a pass and its consent, in one question. */
    public Optional<Found> find(ConsentRef ref) {
        return jdbc.sql(
                        """
                        select consent.*, consent_ref, agreement, status_list, status_index, bearer,
                          printed, minted_at, pass.expires_at as pass_expires_at, bound_to
                        from pass join consent on consent.id = pass.consent
                        where consent_ref = ?\
                        """)
                .param(ref.bytes())
                .query((row, n) -> new Found(pass(row), consents.consent(row, n)))
                .optional();
    }

    /**
     * Binds the pass to the first node that asks (protocol, section 4).
     *
     * @return false if it is bound to another
     */
    public boolean bind(MintedPass pass, NodeId source) {
        if (pass.boundTo().isPresent()) {
            return pass.boundTo().get().equals(source);
        }
        return jdbc.sql(
                                """
                                update pass set bound_to = :source
                                where consent_ref = :ref
                                and (bound_to is null or bound_to = :source)\
                                """)
                        .param("source", source.value())
                        .param("ref", pass.consentRef().bytes())
                        .update()
                == 1;
    }

    /**
     * A consent that cannot change before the transaction ends, and the code that was shown.
     *
     * @param consent as it stands
     * @param first false if another request used the code before
     */
    public record Claimed(Consent consent, boolean first) {}

    /**
     * Holds the pass's consent and uses the code for one request, in one question; the same request
     * may come again. A consent that will be spent is held alone: to share it first and change it
     * then would deadlock.
     *
     * @param known the consent as it was read before; only its standing can have changed
     * @param nonce the presentation's; empty for a bearer code
     */
    public Optional<Claimed> claim(
            MintedPass pass, Consent known, byte[] nonce, UUID request, OffsetDateTime keepUntil) {
        return jdbc.sql(known.use() == Consent.Use.ONCE ? CLAIM_ALONE : CLAIM_SHARED)
                .param(pass.consent())
                .param(pass.statusList())
                .param(pass.statusIndex())
                .param(nonce)
                .param(request)
                .param(keepUntil)
                .query((row, n) ->
                        new Claimed(
                                known.standing(
                                        ConsentState.valueOf(row.getString("state")),
                                        row.getInt("revision"),
                                        row.getBoolean("spent")),
                                row.getBoolean("first")
                                        || usedBy(pass, nonce).filter(request::equals).isPresent()))
                .optional();
    }

    private static String claim(String lock) {
        return """
        with held as (select state, revision, spent from consent where id = ? for %s),
          used as (
            insert into code_use (status_list, status_index, nonce, request, keep_until)
            select ?,?,?,?,? from held on conflict do nothing returning 1)
        select held.*, exists (select 1 from used) as first from held\
        """
                .formatted(lock);
    }

    /** The references of a consent's passes that were shown to a node, by node. */
    public Map<NodeId, List<ConsentRef>> shown(UUID consent) {
        var shown = new TreeMap<NodeId, List<ConsentRef>>(Comparator.comparing(NodeId::value));
        jdbc.sql(
                        """
                        select bound_to, consent_ref from pass
                        where consent = ? and bound_to is not null order by consent_ref\
                        """)
                .param(consent)
                .query(row -> {
                    shown.computeIfAbsent(
                                    NodeId.parse(row.getString("bound_to")), _ -> new ArrayList<>())
                            .add(new ConsentRef(row.getBytes("consent_ref")));
                });
        return shown;
    }

    private Optional<UUID> usedBy(MintedPass pass, byte[] nonce) {
        return jdbc.sql(
                        """
                        select request from code_use
                        where status_list = ? and status_index = ? and nonce = ?\
                        """)
                .param(pass.statusList())
                .param(pass.statusIndex())
                .param(nonce)
                .query(UUID.class)
                .optional();
    }

    private static MintedPass pass(ResultSet row) throws SQLException {
        String bound = row.getString("bound_to");
        return new MintedPass(
                new ConsentRef(row.getBytes("consent_ref")),
                row.getObject("id", UUID.class),
                row.getLong("agreement"),
                row.getLong("status_list"),
                row.getLong("status_index"),
                form(row.getBoolean("bearer"), row.getBoolean("printed")),
                row.getObject("minted_at", OffsetDateTime.class).toInstant(),
                row.getObject("pass_expires_at", OffsetDateTime.class).toInstant(),
                bound == null ? null : NodeId.parse(bound));
    }

    private static PassForm form(boolean bearer, boolean printed) {
        if (printed) {
            return PassForm.PAPER;
        }
        return bearer ? PassForm.SCREEN : PassForm.DEVICE;
    }
}
