package org.xinqiao.gateway.api;

import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.operate.Caller;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.people.ConsentReceipt;
import org.xinqiao.gateway.people.Consents;
import org.xinqiao.gateway.people.Pseudonyms;
import org.xinqiao.gateway.seal.SignedConsent;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;
import org.xinqiao.trust.document.Member;
import tools.jackson.databind.node.ObjectNode;

/** Consents as the API shows them. */
@Component
class ConsentViews {
    private final Consents consents;
    private final Pseudonyms pseudonyms;
    private final Trust trust;

    ConsentViews(Consents consents, Pseudonyms pseudonyms, Trust trust) {
        this.consents = consents;
        this.pseudonyms = pseudonyms;
        this.trust = trust;
    }

    /** A new consent with its receipt. */
    ObjectNode created(SignedConsent signed) throws Refusal {
        Consent consent = signed.agreed().consent();
        ObjectNode json = of(consent, consent.grantedAt());
        json.set("receipt", receipt(consent, signed.artefact(), signed.agreed().trust()));
        return json;
    }

    /** A consent with its receipt, for whom it concerns. */
    ObjectNode withReceipt(UUID id, Caller caller, Instant now) throws Refusal {
        Consent consent =
                consents.find(id).orElseThrow(() -> new Refusal(ProblemType.CONSENT_UNKNOWN));
        if (caller.session().isPresent() && !consent.subject().equals(Body.own(caller))) {
            throw new Refusal(ProblemType.CONSENT_UNKNOWN);
        }
        ObjectNode json = of(consent, now);
        String artefact = consents.artefact(id).orElse("");
        json.set("receipt", receipt(consent, artefact, trust.inForce(now)));
        return json;
    }

    /** A consent without its receipt. */
    static ObjectNode of(Consent consent, Instant now) {
        ObjectNode json = StrictJson.object();
        json.put("id", consent.id().toString());
        json.put("recipient", consent.recipient().value());
        var purposes = json.putArray("purposes");
        consent.purposes().forEach(purposes::add);
        if (!consent.isForCodes()) {
            var items = json.putArray("items");
            consent.items().forEach(items::add);
        }
        json.put("disclosure", consent.disclosure().name());
        json.put("use", consent.use().name());
        json.put("form", consent.form().name());
        json.put("state", consent.stateAt(now).name());
        json.put("revision", consent.revision());
        json.put("grantedAt", WireTime.of(consent.grantedAt()).toString());
        json.put("expires", WireTime.of(consent.expiresAt()).toString());
        return json;
    }

    private ObjectNode receipt(Consent consent, String artefact, ActingTrust acting)
            throws Refusal {
        String subject = pseudonyms.of(consent.subject(), consent.recipient()).value();
        return ConsentReceipt.of(
                consent,
                member(acting.self(), acting),
                member(consent.recipient(), acting),
                subject,
                artefact);
    }

    private static Member member(NodeId node, ActingTrust acting) throws Refusal {
        return acting.snapshot()
                .member(node)
                .orElseThrow(() -> new Refusal(ProblemType.TRY_LATER, "dependency", "trust"));
    }
}
