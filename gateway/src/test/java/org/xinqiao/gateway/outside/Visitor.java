package org.xinqiao.gateway.outside;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import org.xinqiao.contracts.code.CreditCode;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.code.Presentation;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A resident of Xiamen, or one who acts for an organisation, with a phone: consents, fetches
 * passes, shows codes.
 */
final class Visitor {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Outside outside;
    private final JsonNode resident;
    final SigningKey device;
    String consent = "";

    Visitor(Outside outside, JsonNode resident, SignatureAlgorithm device) {
        this.outside = outside;
        this.resident = resident;
        this.device = Keys.generate(device, RANDOM);
    }

    static Visitor of(Outside outside, int leastScore) {
        return new Visitor(outside, outside.resident(leastScore), SignatureAlgorithm.ES256);
    }

    /** One who acts for an organisation of the sandbox. */
    static Visitor actingFor(Outside outside, JsonNode organisation) {
        return new Visitor(outside, organisation, SignatureAlgorithm.ES256);
    }

    ObjectNode consentBody(NodeId recipient, String purpose) {
        ObjectNode body = StrictJson.object();
        subject(body.putObject("subject"));
        body.put("recipient", recipient.value());
        body.putArray("purposes").add(purpose);
        body.put("disclosure", "ELIGIBILITY");
        body.put("use", "PERIOD");
        body.put("expires", Instant.now().plusSeconds(86_400).toString());
        evidence(body.putObject("evidence"));
        return body;
    }

    private void evidence(ObjectNode evidence) {
        evidence.put("method", "REAL_PERSON").put("reference", "test");
        if (resident.has("code")) {
            evidence.put("authority", "AUTHORISED_AGENT");
        }
    }

    /** Consents and keeps the consent's id. */
    Visitor consents(ObjectNode body) throws Exception {
        Outside.Answer answer =
                outside.api(
                        Outside.XIAMEN, "platform", "POST", "/api/v1/consents", body.toString());
        if (answer.status() != 201) {
            throw new IllegalStateException("consent: " + answer.status() + answer.problem());
        }
        consent = answer.json().path("id").stringValue();
        return this;
    }

    Visitor consents(NodeId recipient, String purpose) throws Exception {
        return consents(consentBody(recipient, purpose));
    }

    Outside.Answer changes(String method, String suffix) throws Exception {
        return outside.api(
                Outside.XIAMEN, "platform", method, "/api/v1/consents/" + consent + suffix, null);
    }

    /** A pass for this phone. */
    Pass pass() throws Exception {
        ObjectNode body = codeBody();
        body.putArray("deviceKeys").add(device.publicKey().jwk());
        ObjectNode answer = issued(body);
        String pass = answer.path("passes").path(0).path("pass").stringValue();
        return Pass.decode(Base64.getUrlDecoder().decode(pass));
    }

    /** A bearer code. */
    String bearer() throws Exception {
        return issued(codeBody()).path("code").stringValue();
    }

    /** A code on paper. */
    ObjectNode printed() throws Exception {
        return issued(codeBody().put("printed", true));
    }

    private ObjectNode issued(ObjectNode body) throws Exception {
        Outside.Answer answer =
                outside.api(
                        Outside.XIAMEN,
                        "platform",
                        "POST",
                        "/api/v1/credit-codes",
                        body.toString());
        if (answer.status() != 200) {
            throw new IllegalStateException("code: " + answer.status() + answer.problem());
        }
        return answer.json();
    }

    ObjectNode codeBody() {
        ObjectNode body = StrictJson.object();
        subject(body.putObject("subject"));
        body.put("consent", consent);
        return body;
    }

    /** The token of a wallet session. */
    String wallet() throws Exception {
        ObjectNode body = StrictJson.object();
        subject(body.putObject("subject"));
        body.put("name", resident.path("name").stringValue());
        evidence(body.putObject("evidence"));
        return outside.api(
                        Outside.XIAMEN,
                        "platform",
                        "POST",
                        "/api/v1/wallet-sessions",
                        body.toString())
                .json()
                .path("token")
                .stringValue();
    }

    private void subject(ObjectNode subject) {
        if (resident.has("code")) {
            subject.put("type", "ORGANISATION");
            subject.put("number", resident.path("code").stringValue());
            return;
        }
        subject.put("type", "CITIZEN").put("number", resident.path("number").stringValue());
    }

    /** A fresh code on the phone's screen. */
    String shows(Pass pass) {
        return shows(pass, device, Instant.now());
    }

    static String shows(Pass pass, SigningKey device, Instant at) {
        byte[] nonce = new byte[Presentation.NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return new CreditCode(
                        pass, Presentation.sign(device, pass, at.getEpochSecond(), nonce, null))
                .text();
    }
}
