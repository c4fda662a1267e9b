package org.xinqiao.gateway.conform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.problem.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API of the node under test, called as its own city's platform would: the only way to a valid
 * credit code. The resident is a synthetic one of the sandbox.
 *
 * @param api where it is
 * @param token a platform's token
 * @param subject the resident, as the API wants it: one who is refused nothing for the score
 * @param least another, to whom the score brings the least; none if there is no other
 */
public record Platform(URI api, String token, ObjectNode subject, @Nullable ObjectNode least) {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int LIFE_SECONDS = 3600;

    /** The same platform, for the other resident. */
    Platform ofLeast() throws Skipped {
        if (least == null) {
            throw new Skipped("needs a second resident, with a low score");
        }
        return new Platform(api, token, least, null);
    }

    /** Consents for an hour; the consent's id. */
    String consents(NodeId recipient, String purpose, Instant now) throws Skipped {
        ObjectNode body = StrictJson.object();
        body.set("subject", subject.deepCopy());
        body.put("recipient", recipient.value());
        body.putArray("purposes").add(purpose);
        body.put("disclosure", "ELIGIBILITY").put("use", "PERIOD");
        body.put("expires", now.plusSeconds(LIFE_SECONDS).toString());
        body.putObject("evidence").put("method", "REAL_PERSON").put("reference", "conform");
        return call("POST", "/api/v1/consents", body).path("id").asString();
    }

    /** Pauses, resumes or withdraws. */
    void change(String consent, String method, String suffix) throws Skipped {
        call(method, "/api/v1/consents/" + consent + suffix, null);
    }

    /** A pass for a device. */
    Pass pass(String consent, VerificationKey device) throws Skipped {
        ObjectNode body = codeWanted(consent);
        body.putArray("deviceKeys").add(device.jwk());
        String pass =
                call("POST", "/api/v1/credit-codes", body)
                        .path("passes")
                        .path(0)
                        .path("pass")
                        .asString();
        try {
            return Pass.decode(Base64.getUrlDecoder().decode(pass));
        } catch (Refusal | IllegalArgumentException e) {
            throw new Skipped("the node's API gave a pass that cannot be read");
        }
    }

    /** A bearer code. */
    String bearer(String consent) throws Skipped {
        return call("POST", "/api/v1/credit-codes", codeWanted(consent)).path("code").asString();
    }

    private ObjectNode codeWanted(String consent) {
        ObjectNode body = StrictJson.object();
        body.set("subject", subject.deepCopy());
        return body.put("consent", consent);
    }

    private JsonNode call(String method, String path, @Nullable ObjectNode body) throws Skipped {
        var publisher =
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(StrictJson.write(body));
        HttpRequest request =
                HttpRequest.newBuilder(api.resolve(path))
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, publisher)
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() / 100 != 2) {
                throw new Skipped("the node's API answers HTTP " + answer.statusCode());
            }
            return answer.body().length == 0
                    ? StrictJson.object()
                    : StrictJson.parseObject(answer.body());
        } catch (IOException | MalformedJson e) {
            throw new Skipped("the node's API is out of reach");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Skipped("interrupted");
        }
    }

    /** The token is nobody's to read. */
    @Override
    public String toString() {
        return "Platform[" + api + "]";
    }
}
