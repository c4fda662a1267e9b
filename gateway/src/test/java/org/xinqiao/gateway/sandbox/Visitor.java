package org.xinqiao.gateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.xinqiao.contracts.code.CreditCode;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.code.Presentation;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.identity.SubjectType;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.sandbox.client.NodeApi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A resident with a phone, or one who acts for an organisation, played over HTTP: consents at home,
 * shows codes abroad.
 */
final class Visitor {
    private final NodeApi home;
    private final SubjectType type;
    private final String number;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param home the home city's API with the platform's token
     */
    Visitor(NodeApi home, SubjectType type, String number) {
        this.home = home;
        this.type = type;
        this.number = number;
    }

    NodeApi.Answer consent(String recipient, Set<String> purposes) throws IOException {
        ObjectNode body = StrictJson.object();
        body.set("subject", subject());
        body.put("recipient", recipient);
        purposes.forEach(body.putArray("purposes")::add);
        body.put("disclosure", "ELIGIBILITY").put("use", "PERIOD");
        body.put("expires", Instant.now().plusSeconds(86_400).toString());
        ObjectNode evidence = body.putObject("evidence");
        evidence.put("method", "REAL_PERSON").put("reference", "test");
        if (type == SubjectType.ORGANISATION) {
            evidence.put("authority", "AUTHORISED_AGENT");
        }
        return home.post("/api/v1/consents", body);
    }

    /** A code under a consent, made on the phone with a key of its own. */
    String code(String consent) throws IOException, Refusal {
        SigningKey device = Keys.generate(SignatureAlgorithm.ES256, random);
        ObjectNode body = StrictJson.object();
        body.set("subject", subject());
        body.put("consent", consent);
        body.putArray("deviceKeys").add(device.publicKey().jwk());
        JsonNode answer = home.post("/api/v1/credit-codes", body).orThrow();
        String encoded = answer.path("passes").path(0).path("pass").asString();
        Pass pass = Pass.decode(Base64.getUrlDecoder().decode(encoded));
        byte[] nonce = new byte[Presentation.NONCE_BYTES];
        random.nextBytes(nonce);
        return new CreditCode(
                        pass,
                        Presentation.sign(
                                device, pass, Instant.now().getEpochSecond(), nonce, null))
                .text();
    }

    /** What the counter sees, by benefit. */
    static Map<String, String> recognise(NodeApi counter, String code, String purpose)
            throws IOException {
        NodeApi.Answer answer =
                counter.post(
                        "/api/v1/recognitions",
                        StrictJson.object()
                                .put("code", code)
                                .put("purpose", purpose)
                                .put("terminal", "desk-1"));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        Map<String, String> outcomes = new LinkedHashMap<>();
        for (JsonNode decision : answer.body().path("decisions").values()) {
            outcomes.put(decision.path("benefit").asString(), decision.path("outcome").asString());
        }
        return outcomes;
    }

    private ObjectNode subject() {
        return StrictJson.object().put("type", type.name()).put("number", number);
    }
}
