package org.xinqiao.trust.evidence;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.trust.TrustSnapshot;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether the consent in a bundle is its home city's, and covers what was said. */
final class ConsentProof {
    private static final String ORGANISATION = "An organisation, by pseudonym, gave a mandate at ";
    private static final String HOLDER = "The holder, by pseudonym, consented at ";

    private ConsentProof() {}

    static List<Finding> decide(
            EvidenceBundle bundle, List<EvidenceRules.Told> messages, TrustSnapshot trust) {
        try {
            CompactJws jws =
                    Attribution.parse(EvidenceJson.ascii(bundle.consent()), JwsType.CONSENT);
            NodeId issuer = bundle.node();
            Attribution.signed(jws, issuer, KeyUse.CONSENT, trust);
            ObjectNode consent = StrictJson.parseObject(jws.payload());
            Instant granted =
                    OffsetDateTime.parse(consent.path("grantedAt").asString()).toInstant();
            Attribution.verify(jws, issuer, KeyUse.CONSENT, granted, bundle.exportedAt(), trust);
            if (!covers(consent, messages)) {
                return List.of(
                        Finding.altered(
                                "授权书与报文不符：对象、接收方或用途不同",
                                "The consent does not fit the messages: another subject,"
                                        + " recipient or purpose"));
            }
            String recipient = consent.path("recipient").asString();
            boolean mandate = consent.path("evidence").has("authority");
            return List.of(
                    Finding.proven(
                            (mandate ? "单位（假名）于 " : "持码人（假名）于 ")
                                    + granted
                                    + " 向 "
                                    + issuer
                                    + " 授权，接收方 "
                                    + recipient
                                    + "，用途 "
                                    + consent.path("purposes"),
                            (mandate ? ORGANISATION : HOLDER)
                                    + issuer
                                    + " on "
                                    + granted
                                    + ": recipient "
                                    + recipient
                                    + ", purposes "
                                    + consent.path("purposes")));
        } catch (Attribution.NotAttributable
                | MalformedJson
                | IllegalArgumentException
                | DateTimeException e) {
            return List.of(Finding.altered("授权书的签名不成立", "The consent's signature does not hold"));
        }
    }

    private static boolean covers(ObjectNode consent, List<EvidenceRules.Told> messages) {
        for (EvidenceRules.Told told : messages) {
            if (told.envelope().type().equals(MessageType.RECOGNITION_REQUEST.wire())
                    || told.envelope().type().equals(MessageType.ITEMS_REQUEST.wire())) {
                boolean fits =
                        consent.path("recipient")
                                        .asString()
                                        .equals(told.envelope().source().value())
                                && consent.path("issuer")
                                        .asString()
                                        .equals(told.envelope().to().value())
                                && consent.path("purposes")
                                        .valueStream()
                                        .anyMatch(p ->
                                                p.asString().equals(told.envelope().purpose()));
                if (!fits) {
                    return false;
                }
            }
            if (told.envelope().type().equals(MessageType.ITEMS_REQUEST.wire())
                    && !names(told.envelope().data().path("subject"), consent)) {
                return false;
            }
            if (told.envelope().type().equals(MessageType.RECOGNITION_RESPONSE.wire())
                    && told.envelope().data().has("subject")
                    && !consent.path("subject")
                            .asString()
                            .equals(told.envelope().data().path("subject").asString())) {
                return false;
            }
        }
        return true;
    }

    /** A question names its subject by this very consent, or by what the consent calls it. */
    private static boolean names(JsonNode subject, ObjectNode consent) {
        return subject.path("consent").asString("").equals(consent.path("id").asString())
                || subject.path("pseudonym")
                        .asString("")
                        .equals(consent.path("subject").asString());
    }
}
