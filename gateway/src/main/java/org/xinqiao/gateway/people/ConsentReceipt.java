package org.xinqiao.gateway.people;

import java.time.Duration;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.trust.document.DisclosureLevel;
import org.xinqiao.trust.document.Member;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The person's receipt in the structure of ISO/IEC TS 27560:2023: a header, the processing, the
 * parties, the event.
 */
public final class ConsentReceipt {
    private static final String SCHEMA = "ISO/IEC TS 27560:2023";

    private ConsentReceipt() {}

    /**
     * Writes the receipt.
     *
     * @param consent what was agreed
     * @param home the person's own city
     * @param recipient the city that may learn something
     * @param subject the person as the recipient knows them
     * @param artefact the signed artefact
     */
    public static ObjectNode of(
            Consent consent, Member home, Member recipient, String subject, String artefact) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        header(json.putObject("header"), consent, subject);
        processing(json.putObject("piiProcessing"), consent, home.id(), recipient.id());
        ArrayNode parties = json.putArray("partyIdentification");
        party(parties.addObject(), home, "PII controller");
        party(parties.addObject(), recipient, "third-party recipient");
        ObjectNode event = json.putArray("event").addObject();
        event.put("eventTime", WireTime.of(consent.grantedAt()).toString());
        event.put("eventType", isMandate(consent) ? "mandate" : "explicit consent");
        event.put("eventState", consent.state().name());
        event.put("entityId", home.id().value());
        event.put("validityDuration", term(consent).toString());
        json.put("artefact", artefact);
        return json;
    }

    private static void header(ObjectNode header, Consent consent, String subject) {
        header.put("schemaVersion", SCHEMA);
        header.put("recordId", consent.id().toString());
        header.put("piiPrincipalId", subject);
    }

    private static void processing(
            ObjectNode processing, Consent consent, NodeId home, NodeId recipient) {
        ArrayNode languages = processing.putArray("language");
        languages.add("zh-CN").add("en");
        ArrayNode purposes = processing.putArray("purposes");
        for (String purpose : consent.purposes()) {
            ObjectNode one = purposes.addObject();
            one.put("purpose", purpose);
            one.put(
                    "purposeType",
                    consent.isForCodes() ? "recognition of a benefit" : "query of data items");
            one.put("lawfulBasis", lawfulBasis(consent));
            ObjectNode pii = one.putArray("piiInformation").addObject();
            pii.put(
                    "piiType",
                    consent.isForCodes()
                            ? piiType(consent.disclosure())
                            : "data items " + String.join(", ", consent.items()));
            pii.put("sensitivePiiCategory", consent.form() == Consent.Form.WRITTEN);
        }
        processing.putArray("piiControllers").add(home.value());
        processing.putArray("recipientThirdParties").add(recipient.value());
        processing.put("collectionMethod", consent.evidence().method().name());
        processing.put(
                "processingMethod",
                consent.isForCodes()
                        ? "automated decision: a benefit or no effect"
                        : "answered on request, each time with a trace; nothing is decided by it");
        processing.put("retentionPeriod", term(consent).toString());
        processing.put("jurisdiction", "CN");
        processing.put(
                "withdrawalMethod",
                "wallet page, or DELETE /api/v1/consents/"
                        + consent.id()
                        + " by the city platform");
        processing.put("privacyRights", "to know, to object, to withdraw, to have deleted");
    }

    private static void party(ObjectNode party, Member member, String role) {
        party.put("partyId", member.id().value());
        party.put("partyName", member.nameZh());
        party.put("partyNameEn", member.nameEn());
        party.put("partyRole", role);
        party.put("partyType", "public body");
    }

    private static Duration term(Consent consent) {
        return Duration.between(consent.grantedAt(), consent.expiresAt());
    }

    private static boolean isMandate(Consent consent) {
        return consent.evidence().actingBy().isPresent();
    }

    private static String lawfulBasis(Consent consent) {
        return isMandate(consent)
                ? "statutory publicity: public credit information of an organisation"
                : "consent (PIPL art. 13(1), 23)";
    }

    private static String piiType(DisclosureLevel level) {
        return switch (level) {
            case ELIGIBILITY -> "whether a benefit applies";
            case RUNG -> "whether a benefit applies, and the rung on the common ladder";
            case GRADE -> "whether a benefit applies, and the city's grade name";
            case SCORE -> "whether a benefit applies, and the score";
        };
    }
}
