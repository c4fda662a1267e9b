package org.xinqiao.gateway.ledger;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.ConsentNotice;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.disclose.Disclosed;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.people.Passes;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;

/**
 * Tells everyone who relied on a consent how it stands now, in the transaction of its change.
 *
 * <p>A person may change their mind at any time, also while this node has no trust in force and can
 * sign nothing: then the consent is marked as untold, and told as soon as it can be.
 */
@Component
public class TellConsent {
    private final JdbcClient jdbc;
    private final Passes passes;
    private final ItemAnswers items;
    private final Outbox outbox;
    private final Trust trust;

    /** Tells through a node's outbox. */
    public TellConsent(
            JdbcClient jdbc, Passes passes, ItemAnswers items, Outbox outbox, Trust trust) {
        this.jdbc = jdbc;
        this.passes = passes;
        this.items = items;
        this.outbox = outbox;
        this.trust = trust;
    }

    /** Tells of a consent that is held for change; its state and revision are the new ones. */
    public void tell(Consent consent, Instant at) {
        try {
            List<OutgoingNotice> notices = notices(consent, at, trust.inForce(at));
            told(consent, notices, outbox.add(notices), at);
            jdbc.sql("delete from consent_untold where consent = ?").param(consent.id()).update();
        } catch (Refusal e) {
            jdbc.sql(
                            """
                            insert into consent_untold (consent, since) values (?,?)
                            on conflict do nothing\
                            """)
                    .params(consent.id(), at.atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    /** Keeps who was told of what, for the person to see. */
    private void told(
            Consent consent, List<OutgoingNotice> notices, List<MessageId> ids, Instant at) {
        for (int i = 0; i < ids.size(); i++) {
            jdbc.sql(
                            """
                            insert into consent_told (message, consent, revision, partner, at)
                            values (?,?,?,?,?)\
                            """)
                    .params(
                            ids.get(i).value(),
                            consent.id(),
                            consent.revision(),
                            notices.get(i).to().value(),
                            at.atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    /** Consents whose last change has not been told. */
    List<UUID> untold() {
        return jdbc.sql("select consent from consent_untold order by since")
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    private List<OutgoingNotice> notices(Consent consent, Instant at, ActingTrust acting) {
        var notices = new ArrayList<OutgoingNotice>();
        var relied = consent.isForCodes() ? passes.shown(consent.id()) : items.told(consent.id());
        relied.forEach((node, refs) -> {
            for (int from = 0; from < refs.size(); from += ConsentNotice.REFS_MAX) {
                int to = Math.min(from + ConsentNotice.REFS_MAX, refs.size());
                notices.add(notice(consent, node, refs.subList(from, to), at, acting));
            }
        });
        return notices;
    }

    private static OutgoingNotice notice(
            Consent consent, NodeId node, List<ConsentRef> refs, Instant at, ActingTrust acting) {
        var state = ConsentNotice.State.valueOf(consent.state().name());
        var notice = new ConsentNotice(refs, consent.revision(), state, WireTime.of(at));
        return OutgoingNotice.of(
                node, Disclosed.notice(notice), consent.id().toString(), null, acting);
    }
}
