package org.xinqiao.gateway.people;

import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.WireTime;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The immutable, signed artefact of a consent ({@code xq-consent}): the person appears as the
 * recipient knows them, never by number. {@code evidence.authority} stands in an organisation's
 * alone.
 */
public final class ConsentArtefact {
    private ConsentArtefact() {}

    /** Signs what was agreed. */
    public static String sign(Consent consent, NodeId home, Pseudonyms pseudonyms, SigningKey key) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", consent.id().toString());
        json.put("issuer", home.value());
        json.put("subject", pseudonyms.of(consent.subject(), consent.recipient()).value());
        json.put("recipient", consent.recipient().value());
        ArrayNode purposes = json.putArray("purposes");
        consent.purposes().forEach(purposes::add);
        if (!consent.isForCodes()) {
            ArrayNode items = json.putArray("items");
            consent.items().forEach(items::add);
        }
        json.put("disclosure", consent.disclosure().name());
        json.put("use", consent.use().name());
        json.put("form", consent.form().name());
        json.put("grantedAt", WireTime.of(consent.grantedAt()).toString());
        json.put("expires", WireTime.of(consent.expiresAt()).toString());
        ObjectNode evidence = json.putObject("evidence");
        evidence.put("method", consent.evidence().method().name());
        evidence.put("reference", consent.evidence().reference());
        consent.evidence()
                .actingBy()
                .ifPresent(authority -> evidence.put("authority", authority.name()));
        return CompactJws.sign(key, JwsType.CONSENT, StrictJson.write(json));
    }
}
